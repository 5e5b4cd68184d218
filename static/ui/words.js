// Streamlit speaks English in places that no setting reaches: hints below fields, empty lists, the
// tools of a table, a lost connection. Their words are exchanged where they stand.

const WORDS = {
  "Press Enter to apply": "按回车生效",
  "Press Ctrl+Enter to apply": "按 Ctrl+回车生效",
  "No results": "没有匹配的项",
  "Clear value": "清除",
  "Clear all": "全部清除",
  "Clear selection": "取消选择",
  "Select all": "全选",
  "Selected values": "已选",
  "Open": "展开",
  "Close": "关闭",
  "Copy": "复制",
  "Copy to clipboard": "复制",
  "Copied!": "已复制",
  "Skip to main content": "跳到正文",
  "Navigate to home page": "回到总览",
  "App pages": "页面",
  "Scroll tabs left": "标签向左",
  "Scroll tabs right": "标签向右",
  "Notifications": "提示",
  // tables
  "Show/hide columns": "显示或隐藏列",
  "Download as CSV": "下载 CSV",
  "Search": "查找",
  "Type to search": "输入要找的字",
  "Close Search": "关闭查找",
  "Previous Result": "上一处",
  "Next Result": "下一处",
  "Fullscreen": "全屏",
  "Toggle fullscreen": "全屏",
  "Close fullscreen": "退出全屏",
  "Dataframe column menu": "列的菜单",
  "Copy column name": "复制列名",
  "Sort ascending": "升序",
  "Sort descending": "降序",
  "Statistics": "统计",
  "Format": "数字格式",
  "Autosize": "自动列宽",
  "Pin column": "固定此列",
  "Unpin column": "取消固定",
  "Hide column": "隐藏此列",
  "Automatic": "自动",
  "Localized": "本地格式",
  "Plain": "不分节",
  "Compact": "简写",
  "Percent": "百分数",
  "Scientific": "科学记数",
  "Accounting": "会计格式",
  "Dollar": "美元",
  "Euro": "欧元",
  "Yen": "日元",
  "Values": "有值",
  "Empty": "空",
  "Distinct": "不同值",
  "Minimum": "最小",
  "Maximum": "最大",
  "Average": "平均",
  "Median": "中位数",
  "Standard deviation": "标准差",
  "Sum": "合计",
  "Range": "极差",
  "Minimum length": "最短",
  "Maximum length": "最长",
  "Average length": "平均长度",
  "No data": "没有数据",
  "Based on sample": "按样本",
  // charts
  "Show data": "看数据",
  "Show chart": "看图",
  "Download as PNG": "下载 PNG",
  "Save as PNG": "下载 PNG",
  "Save as SVG": "下载 SVG",
  // the program itself
  "Main menu": "菜单",
  "Sidebar": "侧边菜单",
  "Expand sidebar": "打开菜单",
  "Collapse sidebar": "收起菜单",
  "Rerun": "重新运行",
  "Print": "打印",
  "Clear cache": "清除缓存",
  "Cancel": "取消",
  "Try again": "再试",
  "Running...": "正在运行",
  "Stop": "停止",
  "Stop script": "停止",
  "Connecting": "正在连接",
  "Connecting to Streamlit server": "正在连接图志程序",
  "Unable to connect to Streamlit server": "连不上图志程序",
  "Error": "出错",
  "Connection error": "与图志程序的连接断了",
  "streamlit run yourscript.py": "streamlit run app.py",
};

const FORMS = [
  [/^(\d+) options? available\.$/, "可选 $1 项"],
  [/^Help for (.+)$/, "说明：$1"],
  [/^Remove (.+)$/, "移除$1"],
  [/^Is Streamlit still running\?.*$/s, "请确认图志程序还在运行；若已关闭，请重新启动，这一页会自动恢复："],
  [/^Streamlit server is not responding.*$/s, "请确认图志程序所在的电脑开着、图志程序在运行，这一页会自动恢复。"],
  [/^Connection (?:failed|timed out).*$/s, "请确认图志程序所在的电脑和网络正常，这一页会自动恢复。"],
];

const ATTRIBUTES = ["aria-label", "title", "placeholder"];

export function inChinese(text) {
  const words = text.trim();
  if (Object.hasOwn(WORDS, words)) return WORDS[words];
  for (const [form, said] of FORMS) if (form.test(words)) return words.replace(form, said);
  return undefined;
}

function exchange(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const said = node.data.length < 400 ? inChinese(node.data) : undefined;
    if (said !== undefined) node.data = said;
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    for (const name of ATTRIBUTES) attribute(node, name);
    node.childNodes.forEach(exchange);
  }
}

function attribute(node, name) {
  const said = node.hasAttribute(name) ? inChinese(node.getAttribute(name)) : undefined;
  if (said !== undefined) node.setAttribute(name, said);
}

/** Exchange what stands on the page, and what comes later. */
export function watch(body) {
  exchange(body);
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(exchange);
      else if (change.type === "characterData") exchange(change.target);
      else attribute(change.target, change.attributeName);
    }
  });
  const kinds = { childList: true, characterData: true, attributes: true, subtree: true };
  observer.observe(body, { ...kinds, attributeFilter: ATTRIBUTES });
}

"""What a sheet is drawn on and with: page, frames, shapes, fonts."""

"""One file per AWS Config rule."""

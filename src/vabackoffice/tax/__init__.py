"""What the tax office asks: dated, sourced tables of each country and the engine that reads them."""

enum Stage {
  // as the server spells them
  Ordered = 'ordered',
  Packed = 'packed',
  Shipped = 'shipped',
}

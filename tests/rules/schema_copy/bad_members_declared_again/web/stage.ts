export enum Stage {
  Ordered = "ordered",
  Packed = "packed",
  Shipped = "shipped",
}

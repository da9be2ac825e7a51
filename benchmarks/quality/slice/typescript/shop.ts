export function basketTotal(lines: Line[], coupon?: Coupon): number {
  let total = 0;
  for (const line of lines) {
    if (line.quantity <= 0) {
      throw new RangeError(`quantity of ${line.sku} is not positive`);
    }
    total += line.price * line.quantity;
  }
  const rebate = coupon ? Math.min(coupon.amount, total) : 0;
  return Math.round((total - rebate) * 100) / 100;
}

export function groupByVendor(products: Product[]): Map<string, Product[]> {
  const groups = new Map<string, Product[]>();
  for (const product of products) {
    const vendor = product.vendor ?? "unknown";
    const known = groups.get(vendor);
    if (known === undefined) {
      groups.set(vendor, [product]);
    } else {
      known.push(product);
    }
  }
  return groups;
}

export async function placeOrder(basket: Basket, customer: Customer): Promise<Order> {
  const stock = await warehouse.reserve(basket.lines);
  if (!stock.complete) {
    await warehouse.release(stock.token);
    throw new OutOfStockError(stock.missing);
  }
  const order = await orders.create({ customer: customer.id, lines: basket.lines });
  await invoices.enqueue(order.id, customer.address);
  events.emit("order-placed", order);
  return order;
}

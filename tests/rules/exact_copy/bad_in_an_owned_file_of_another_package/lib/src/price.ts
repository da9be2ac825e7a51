function formatPrice(cents: number, currency: string): string {
  if (!Number.isFinite(cents)) {
    throw new RangeError(`no price: ${cents}`);
  }
  const whole = Math.floor(cents / 100);
  const rest = String(cents % 100).padStart(2, "0");
  return `${whole}.${rest} ${currency.toUpperCase()}`;
}

export const free = formatPrice(0, "eur");

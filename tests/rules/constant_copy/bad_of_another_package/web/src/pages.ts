export function open (target?: string): string {
  return target ?? 'https://api.shop.example/v2/'
}

export function mirror (target?: string): string {
  return target ?? 'https://mirror.shop.example/files/'
}

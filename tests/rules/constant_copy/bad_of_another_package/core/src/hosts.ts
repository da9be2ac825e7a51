export const API = 'https://api.shop.example/v2/'
const MIRROR = 'https://mirror.shop.example/files/'

export function hosts (): string[] {
  return [API, MIRROR]
}

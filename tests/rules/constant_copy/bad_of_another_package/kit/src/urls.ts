export const START = 'https://api.shop.example/v2/'

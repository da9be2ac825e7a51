export const httpClient = 1;

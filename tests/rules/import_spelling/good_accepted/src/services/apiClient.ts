export function apiClient(url: string) { return url; }

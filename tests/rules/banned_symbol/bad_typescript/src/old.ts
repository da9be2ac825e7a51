export const start = (name: string) => name;

const webPort: number = Number(process.env.WEB_PORT) || 8080;
export const database = { host: "db.internal.acme.com", port: 6543 };

export const fromContext = ({ env: held }: { env: Record<string, string> }) => held.HOST;
export const deaf = ({ env: held } = process) => "held is another one above";
export const unread = (runtime = process) => runtime.pid;

function redact(text: string): string {
  return text.replace(/password=\S+/, "password=***");
}

export const setupLogging = (write: (line: string) => void) => (line: string) => write(redact(line));

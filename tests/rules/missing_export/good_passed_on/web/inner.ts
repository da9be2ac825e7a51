export function send(): void {}

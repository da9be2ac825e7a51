export const oldNow = () => 1;
export const sameDay = () => 2;

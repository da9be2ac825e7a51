import { oldNow, sameDay } from "./dates";

console.log(oldNow(), sameDay());

export interface Invoice {
  invoiceNumber: string;
  customerRef: string;
  dueDate: string;
  grossCents: number;
}

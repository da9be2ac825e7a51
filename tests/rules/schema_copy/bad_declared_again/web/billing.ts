type BillingRow = {
  customerRef: string;
  dueDate: string;
  grossCents: number;
  invoiceNumber: string;
};

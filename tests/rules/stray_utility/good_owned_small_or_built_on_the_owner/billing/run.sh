send_report_mail() {
  subject="$1"; shift
  for recipient in "$@"; do
    mail -s "$subject" "$recipient" < report.txt || sendmail -t "$recipient" < report.txt
    echo "subject $subject text to $recipient by smtp"
  done
}

/** Sends a mail to the person who is running this, at their `own` address. Says why where it could not be sent, or null. */
export function mailToOneself(own: string, subject: string, body: string): string | null {
  try {
    if (MailApp.getRemainingDailyQuota() < 1) return 'Google’s daily limit on mails is used up for this account';
    MailApp.sendEmail(own, subject, body);
    return null;
  } catch (error) {
    return /permission/i.test(String(error)) ? 'the permission to send mails was taken back' : 'Google did not send it';
  }
}

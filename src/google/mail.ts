import { buildSettings } from '../build-settings';
import { mailFailure } from './errors';

/** Why the build lets no mail go to this address, or null: an administrator may have decided so. */
function mailRefusal(to: string): string | null {
  const { mail, mailDomains } = buildSettings;
  if (!mail) return 'your administrator has decided that the add-on sends no mails';
  const domain = to.slice(to.lastIndexOf('@') + 1).toLowerCase();
  return mailDomains === null || mailDomains.includes(domain)
    ? null
    : 'your administrator allows no mails to this domain';
}

/** Sends a mail to the person who is running this, at their `own` address. Says why where it could not be sent, or null. */
export function mailToOneself(own: string, subject: string, body: string): string | null {
  const refusal = mailRefusal(own);
  if (refusal !== null) return refusal;
  try {
    if (MailApp.getRemainingDailyQuota() < 1) return 'Google’s daily limit on mails is used up for this account';
    MailApp.sendEmail(own, subject, body);
    return null;
  } catch (error) {
    // Only Google's own functions are called in here.
    return mailFailure(error);
  }
}

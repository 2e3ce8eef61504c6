import { isFetchQuota, isGoogles, isProtection, mailFailure, triggerRefusal } from '../../src/google/errors';
import { Problem } from '../../src/problem';

/* As Google words them in English, and what the same comes to in German, Spanish and Japanese (E14). */

test.each([
  'Service invoked too many times for one day: urlfetch.',
  'Dienst wurde an einem Tag zu oft aufgerufen: urlfetch.',
  'El servicio se ha invocado demasiadas veces en un día: urlfetch.',
  '1 日にサービスを呼び出した回数が多すぎます: urlfetch',
])('a day’s requests are used up, in any language: %s (P5-14)', (text) => {
  expect(isFetchQuota(new Error(text))).toBe(true);
});

test.each([
  'DNS error: https://api.journeybee.io/v1/partners',
  'Adresse nicht verfügbar: https://api.journeybee.io/v1/partners',
  'Dirección no disponible: https://api.journeybee.io/v1/partners',
  '使用できないアドレス: https://api.journeybee.io/v1/partners',
])('an address that cannot be reached is no limit: %s', (text) => {
  expect(isFetchQuota(new Error(text))).toBe(false);
});

const scope = 'https://www.googleapis.com/auth/script.send_mail';
test.each([
  `You do not have permission to call MailApp.sendEmail. Required permissions: ${scope}`,
  `Sie sind nicht berechtigt, MailApp.sendEmail aufzurufen. Erforderliche Berechtigungen: ${scope}`,
  `No tienes permiso para llamar a MailApp.sendEmail. Permisos necesarios: ${scope}`,
  `MailApp.sendEmail を呼び出す権限がありません。必要な権限: ${scope}`,
])('a missing permission names its scope: %s', (text) => {
  expect(mailFailure(new Error(text))).toBe('the permission to send mails was taken back');
  expect(triggerRefusal(new Error(text))).toContain('allow everything that Google asks for');
});

test.each(['Dienstfehler: Gmail', 'Error del servicio: Gmail', 'サービス エラー: Gmail'])(
  'whatever else went wrong with a mail is told without a reason: %s',
  (text) => {
    expect(mailFailure(new Error(text))).toBe('Google did not send it');
  },
);

test.each([
  'You are trying to edit a protected cell or object.',
  'Sie versuchen, eine geschützte Zelle oder ein geschütztes Objekt zu bearbeiten.',
  'Estás intentando editar una celda o un objeto protegidos.',
  '保護されているセルやオブジェクトを編集しようとしています。',
])('a protected cell: %s', (text) => {
  expect(isProtection(new Error(text))).toBe(true);
  expect(isProtection(new Error('Service Spreadsheets failed.'))).toBe(false);
});

test.each(['Zu viele zeitgesteuerte Trigger', 'Demasiados activadores', 'トリガーが多すぎます'])(
  'a trigger that is refused in another language is told with all of Google’s limits: %s',
  (text) => {
    expect(triggerRefusal(new Error(text))).toContain('one of Google’s limits is reached');
  },
);

test.each([
  Object.assign(new Error('Service Spreadsheets failed'), { name: 'Exception' }),
  Object.assign(new Error('Dienst fehlgeschlagen'), { name: 'GoogleJsonResponseException' }),
  new Error('Internal error'),
  { name: 'Exception', message: 'Service Spreadsheets failed' },
])('%s is Google’s, whatever its class is (P5-3)', (error) => {
  expect(isGoogles(error)).toBe(true);
});

test.each([
  new Problem('C5 is protected.'),
  new TypeError('x is not a function'),
  new RangeError('Maximum'),
  new ReferenceError('y'),
  'a text',
  undefined,
])('%s is not Google’s: JavaScript throws it, or the add-on does', (error) => {
  expect(isGoogles(error)).toBe(false);
});

// The guess at undeclared 8-bit text: short pieces, as they stand in subjects and names.
import iconv from 'iconv-lite';
import { guessCharset } from './charset.guess.js';

it.each([
  ['gb18030', ['订单询价', '关于泵的报价', '王小明', '您好', '请尽快回复我们的订单']],
  ['shift_jis', ['見積もりのお願い', 'お問い合わせ', 'ポンプ', '注文書', '山田太郎']],
  ['euc-jp', ['お問い合わせの件']],
  ['big5hkscs', ['訂單詢價', '請報價水泵']],
  ['cp949', ['견적 요청', '문의드립니다']],
  [
    'windows-1252',
    ['Größe', 'Müller', 'été à Paris', 'Señor Muñoz', 'São João, cotação', 'Naïve café €5', '“Quote” – it’s', 'É'],
  ],
  ['windows-1250', ['Zamówienie części', 'Příliš žluťoučký kůň', 'Łukasz Żółć']],
  ['windows-1251', ['Заказ насоса', 'Иван Петров', 'СРОЧНО: ЗАКАЗ']],
  ['koi8-r', ['Привет', 'Запрос цены на насосы']],
  ['windows-1253', ['Ερώτηση παραγγελίας']],
  ['windows-1254', ['Sipariş hakkında bilgi']],
  ['windows-1255', ['הצעת מחיר']],
  ['windows-1256', ['طلب عرض سعر']],
])('knows %s', (charset, samples) => {
  const wrong = samples.filter(
    text => iconv.decode(iconv.encode(text, charset), guessCharset(iconv.encode(text, charset))) !== text,
  );
  expect(wrong).toEqual([]);
});

it('believes the charset that the body declares, where it decodes', () => {
  expect(guessCharset(iconv.encode('ø', 'windows-1252'), 'windows-1250')).toBe('windows-1250');
});

it('does not believe a declared charset that cannot be', () => {
  expect(guessCharset(iconv.encode('Größe', 'windows-1252'), 'shift_jis')).toBe('windows-1252');
});

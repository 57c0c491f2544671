// A number as a link that dials; text where nothing can be dialled.
import { dialPath } from './call-words.js';

export function PhoneLink({ phone, className }: { phone: string; className?: string }) {
  const path = dialPath(phone);
  return path ? (
    <a className={className} href={path}>
      <bdi>{phone}</bdi>
    </a>
  ) : (
    <bdi className={className}>{phone}</bdi>
  );
}

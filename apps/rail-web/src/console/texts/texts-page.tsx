// Stands here until the section is hung.
import type { Department } from '#api';
import { StatePage } from '../../look/state-page.js';

export default function TextsPage(_: { departments: Department[] }) {
  return <StatePage title="This section is not here yet.">Choose another one.</StatePage>;
}

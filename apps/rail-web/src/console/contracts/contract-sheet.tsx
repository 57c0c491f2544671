// A contract for those who may not change it.
import type { Contract, Department, Kind } from '#api';
import { fieldsOf } from '../../form/field.shape.js';
import styles from '../definition/definition.module.css';
import { hoursOf } from '../fields/row-words.js';
import { Facts } from '../kinds/kind-sheet.js';
import { ContractPreviews } from './contract-editor.js';
import { sourceGroups } from './prefill-sources.js';

type Props = { contract: Contract; departments: Department[]; kinds: Kind[] };

export function ContractSheet({ contract, departments, kinds }: Props) {
  const hours = (minutes: number): string[] => [`${hoursOf(minutes)} working hours`];
  const kind = kinds.find(one => one.key === contract.kind);
  return (
    <div className={styles.desk}>
      <Facts
        facts={[
          ['From', [senderOf(contract, departments)]],
          ['To', [contract.toDepartmentName]],
          ['What is handed off', [contract.kindTitle]],
          ['Acceptance criteria', contract.acceptanceCriteria],
          ['Time to accept', hours(contract.acceptMinutes)],
          ['Time to finish', hours(contract.finishMinutes)],
          ['Time to correct', hours(contract.correctMinutes)],
          ['Reasons to send it back', contract.returnReasons.map(reason => reason.title)],
          ['Prefill', prefillWords(contract, kind, kinds)],
        ]}
      />
      <ContractPreviews kind={kind} result={contract.resultSchema} />
    </div>
  );
}

/** `Application: Text of the first message` */
function prefillWords(contract: Contract, kind: Kind | undefined, kinds: Kind[]): string[] {
  const sources = sourceGroups(kinds).flatMap(group => group.sources);
  const titles = new Map(fieldsOf(kind?.schema ?? {}).map(field => [field.name, field.title]));
  return Object.entries(contract.prefill).map(
    ([field, path]) => `${titles.get(field) ?? field}: ${sources.find(source => source.path === path)?.words ?? path}`,
  );
}

export const senderOf = (contract: Pick<Contract, 'fromDepartment'>, departments: Department[]): string =>
  contract.fromDepartment === null
    ? 'Any department'
    : (departments.find(one => one.key === contract.fromDepartment)?.name ?? contract.fromDepartment);

// A contract for those who may not change it.
import type { Contract, Department, Kind } from '#api';
import styles from '../definition/definition.module.css';
import { hoursOf } from '../fields/row-words.js';
import { Facts } from '../kinds/kind-sheet.js';
import { ContractPreviews } from './contract-editor.js';

type Props = { contract: Contract; departments: Department[]; kinds: Kind[] };

export function ContractSheet({ contract, departments, kinds }: Props) {
  const hours = (minutes: number): string[] => [`${hoursOf(minutes)} working hours`];
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
        ]}
      />
      <ContractPreviews kind={kinds.find(kind => kind.key === contract.kind)} result={contract.resultSchema} />
    </div>
  );
}

export const senderOf = (contract: Pick<Contract, 'fromDepartment'>, departments: Department[]): string =>
  contract.fromDepartment === null
    ? 'Any department'
    : (departments.find(one => one.key === contract.fromDepartment)?.name ?? contract.fromDepartment);

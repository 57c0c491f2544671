// A key of another system. Its secret is stored as a hash only and is left out of every ordinary read (A56).
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#tickets';

@Entity('api_key')
export class ApiKeyRow {
  @PrimaryColumn('text')
  id: string;

  @Column('bytea', { name: 'secret_hash', select: false })
  secretHash: Buffer;

  @Column('text')
  name: string;

  /** Null: all departments. */
  @Column('integer', { name: 'department_id', nullable: true })
  departmentId: number | null;

  @Column('text')
  role: Role;

  @Column('integer', { name: 'created_by', nullable: true })
  createdBy: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}

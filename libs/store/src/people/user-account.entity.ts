// A person who signs in. One row at a time, so TypeORM serves; the password never leaves this table but as its hash.
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('user_account')
export class UserAccount {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id: number;

  /** As written; compared in lower case (unique index on lower(email)). */
  @Column('text')
  email: string;

  @Column('text')
  name: string;

  /** scrypt$N$r$p$salt$hash; null: signs in by link only. Left out of every ordinary read. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  passwordHash: string | null;

  @Column('boolean', { name: 'is_admin', default: false })
  isAdmin: boolean;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;
}

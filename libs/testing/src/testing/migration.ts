import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProjects1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE kit_project (id uuid PRIMARY KEY, name text NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kit_project');
  }
}

import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import type { PipelineContender } from '../contenders/pipeline-contender';
import type { PostgresServer } from '../laboratory/postgres-server';
import { summarise, type CpuProfile } from './summary';
import { describeProfile, describeStatements } from './describe';

const STATEMENTS = 12;

/** Gathers where Hookline spends its time, in functions and in statements. */
export class ProfileSink {
  constructor(
    private readonly folder: string,
    private readonly write: (line: string) => void,
  ) {}

  /** Begins to sample the publisher's process. */
  async begin(hookline: PipelineContender, postgres: PostgresServer): Promise<void> {
    // Forgets what the warm-up did.
    await postgres.topStatements(hookline.database.name, 0);
    for (const child of hookline.processes) await child.ask('startProfile');
  }

  /** Writes the profiles of a scenario to files and says what is in them. */
  async end(
    scenario: string,
    hookline: PipelineContender,
    postgres: PostgresServer,
  ): Promise<void> {
    for (const [index, child] of hookline.processes.entries()) {
      const file = join(this.folder, `bench-${scenario}-${index + 1}.cpuprofile`);
      await child.ask('stopProfile', file);
      const profile = JSON.parse(await readFile(file, 'utf8')) as CpuProfile;
      this.write(`\nProfile of ${scenario}, process ${index + 1}: ${file}`);
      for (const line of describeProfile(summarise(profile))) this.write(line);
    }
    const statements = await postgres.topStatements(hookline.database.name, STATEMENTS);
    await writeFile(
      join(this.folder, `bench-${scenario}-statements.json`),
      JSON.stringify(statements),
    );
    for (const line of describeStatements(statements)) this.write(line);
  }
}

import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, MaxLength, ValidateIf } from 'class-validator';

/** Body: what is to change. Absent fields stay; `description: null` removes it. */
export class UpdateProjectDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 255 })
  @ValidateIf(({ name }: UpdateProjectDto) => name !== undefined)
  @IsString()
  @Length(1, 255)
  name?: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 10_000 })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  description?: string | null;
}

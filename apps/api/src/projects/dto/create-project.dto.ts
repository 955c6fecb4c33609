import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';

/** Body: a new project. */
export class CreateProjectDto {
  @ApiProperty({ minLength: 1, maxLength: 255, example: 'Apollo' })
  @IsString()
  @Length(1, 255)
  name!: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 10_000 })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  description?: string | null;
}

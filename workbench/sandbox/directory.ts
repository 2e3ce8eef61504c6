import type { Company, Label, Partner, User } from './company';
import { type Day, startOf } from './day';
import type { SandboxSettings } from './settings';

export interface DirectoryQuery {
  page?: number;
  per_page?: number;
}

export interface DirectoryRow {
  uuid: string;
  name: string;
  email: string | null;
  website_url: string | null;
  stage: Label | null;
  tier: Label | null;
  category: Label | null;
  tags: readonly Label[];
  assigned_users?: readonly User[];
  created_at: string;
  updated_at: string;
}

export interface DirectoryAnswer {
  data: DirectoryRow[];
  pagination: { page: number; per_page: number; total: number; total_pages: number };
}

/** One page of all partners, those that never did anything included. A page after the last is empty. */
export function directory(
  company: Pick<Company, 'partners'>,
  { page = 1, per_page: perPage = 25 }: DirectoryQuery,
  { absent, sendsUsers }: Pick<SandboxSettings, 'absent' | 'sendsUsers'>,
): DirectoryAnswer {
  const partners = company.partners.filter(({ uuid }) => !absent.includes(uuid));
  return {
    data: partners.slice((page - 1) * perPage, page * perPage).map((partner) => rowOf(partner, sendsUsers)),
    pagination: { page, per_page: perPage, total: partners.length, total_pages: Math.ceil(partners.length / perPage) },
  };
}

function rowOf(partner: Partner, sendsUsers: boolean): DirectoryRow {
  return {
    uuid: partner.uuid,
    name: partner.name,
    email: partner.email,
    website_url: partner.websiteUrl,
    stage: partner.stage,
    tier: partner.tier,
    category: partner.category,
    tags: partner.tags,
    ...(sendsUsers && partner.assignedUsers && { assigned_users: partner.assignedUsers }),
    created_at: momentOf(partner.createdDay, partner.uuid),
    updated_at: momentOf(partner.updatedDay, partner.uuid),
  };
}

/** A moment within the day, because the API gives moments; which one depends on the uuid only, so it stays the same. */
function momentOf(day: Day, uuid: string): string {
  return new Date(startOf(day) + (Number.parseInt(uuid.slice(0, 6), 16) % 86_400) * 1000).toISOString();
}

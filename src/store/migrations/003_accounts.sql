-- People with an account.
create table user (
    name        text    primary key,                       -- lower case; history names it
    role        text    not null check (role in ('reader', 'contributor', 'editor', 'moderator', 'admin')),
    password    text    not null,                          -- argon2id as a PHC string
    stamp       text    not null,                          -- renewed with role and password; ends what rests on the old one
    created_at  integer not null,                          -- Unix milliseconds, UTC
    disabled_at integer
) strict, without rowid;

-- Who is signed in; only the hash of the cookie is kept.
create table session (
    hash       text    primary key check (length(hash) = 64), -- SHA-256 of the secret, hexadecimal
    user       text    not null references user (name),
    stamp      text    not null,                           -- the user's at sign-in
    created_at integer not null,                           -- Unix milliseconds, UTC
    seen_at    integer not null,
    expires_at integer not null,
    revoked_at integer
) strict, without rowid;

create index session_user on session (user, created_at);

-- Tokens of before belong to nobody and keep what their scope allows.
alter table token add column user text references user (name);
alter table token add column stamp text;

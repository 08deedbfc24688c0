//! The review: verdicts, opinions, the journal, the queue of a territory, and who is looking.

use domain::ids::{EditionId, EventId, PersonId, VerdictId};
use domain::journal::Entry;
use domain::review::{Opinion, Verdict};
use domain::territory::TerritoryCode;
use jiff::Timestamp;

use crate::json::{from_json, to_json};
use crate::{Conn, Result, StoreError, Tx, Value, desk};

/// Adds a line to the journal of an event. Lines are never changed or taken away.
///
/// # Errors
/// As the database answers.
pub async fn append(tx: &mut Tx, id: EventId, entry: &Entry) -> Result<()> {
    tx.run(
        "INSERT INTO journal (event_id, at, actor, what) VALUES ($1, $2, $3, $4)",
        vec![
            id.0.into(),
            entry.at.into(),
            to_json(&entry.actor)?.into(),
            to_json(&entry.what)?.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The journal of an event, oldest first.
///
/// # Errors
/// As the database answers.
pub async fn journal(conn: &mut Conn, id: EventId) -> Result<Vec<Entry>> {
    let sql = "SELECT id, at, actor, what FROM journal WHERE event_id = $1 ORDER BY id";
    let rows = conn.all(sql, vec![id.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let line = row.int("id")?;
            Ok(Entry {
                event: Some(id),
                at: row.moment("at")?,
                actor: from_json("journal", line, row.str("actor")?)?,
                what: from_json("journal", line, row.str("what")?)?,
            })
        })
        .collect()
}

/// Adds a verdict.
///
/// # Errors
/// As the database answers.
pub(crate) async fn add_verdict(tx: &mut Tx, id: EventId, verdict: &Verdict) -> Result<VerdictId> {
    let row = tx
        .one(
            "INSERT INTO verdict (event_id, revision, kind, body, by_id, at) \
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            vec![
                id.0.into(),
                verdict.revision.into(),
                verdict.kind.slug().into(),
                to_json(verdict)?.into(),
                verdict.by.0.into(),
                verdict.at.into(),
            ],
        )
        .await?;
    Ok(VerdictId(row.int("id")?))
}

/// The verdicts on an event, oldest first.
///
/// # Errors
/// As the database answers.
pub async fn verdicts(conn: &mut Conn, id: EventId) -> Result<Vec<(VerdictId, Verdict)>> {
    let sql = "SELECT id, body FROM verdict WHERE event_id = $1 ORDER BY id";
    let rows = conn.all(sql, vec![id.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let number = row.int("id")?;
            Ok((
                VerdictId(number),
                from_json("verdict", number, row.str("body")?)?,
            ))
        })
        .collect()
}

/// Keeps an opinion; a later one of the same member on the same revision takes its place.
///
/// # Errors
/// As the database answers.
pub async fn keep_opinion(tx: &mut Tx, id: EventId, opinion: &Opinion) -> Result<()> {
    tx.run(
        "INSERT INTO opinion (event_id, revision, person_id, institution, favourable, note, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (event_id, revision, person_id) DO UPDATE SET institution = excluded.institution, \
         favourable = excluded.favourable, note = excluded.note, at = excluded.at",
        vec![
            id.0.into(),
            opinion.revision.into(),
            opinion.by.0.into(),
            (&opinion.institution).into(),
            i64::from(opinion.favourable).into(),
            (&opinion.note).into(),
            opinion.at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// The opinions on an event, oldest first.
///
/// # Errors
/// As the database answers.
pub async fn opinions(conn: &mut Conn, id: EventId) -> Result<Vec<Opinion>> {
    let sql = "SELECT revision, person_id, institution, favourable, note, at FROM opinion \
               WHERE event_id = $1 ORDER BY at, person_id";
    let rows = conn.all(sql, vec![id.0.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Opinion {
                revision: u32::try_from(row.int("revision")?)
                    .map_err(|_| StoreError::corrupt("opinion", id, "a negative revision"))?,
                favourable: row.int("favourable")? != 0,
                note: row.text("note")?,
                by: PersonId(row.int("person_id")?),
                institution: row.text("institution")?,
                at: row.moment("at")?,
            })
        })
        .collect()
}

/// Why one would see only part of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueueFilter {
    /// All that waits.
    All,
    /// Proposed for the first time.
    New,
    /// Answers to remarks.
    Answered,
    /// Changes of a labelled event.
    Edited,
    /// Those on which a verdict was undone.
    Reopened,
    /// Much like another event.
    LikelyDuplicate,
    /// Without a sure pin.
    PlaceUncertain,
    /// Past its time.
    Overdue,
}

impl QueueFilter {
    /// Every filter, in the order they are shown.
    pub const ALL: [QueueFilter; 8] = [
        QueueFilter::All,
        QueueFilter::New,
        QueueFilter::Answered,
        QueueFilter::Edited,
        QueueFilter::Reopened,
        QueueFilter::LikelyDuplicate,
        QueueFilter::PlaceUncertain,
        QueueFilter::Overdue,
    ];

    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            QueueFilter::All => "tous",
            QueueFilter::New => "nouveaux",
            QueueFilter::Answered => "repondus",
            QueueFilter::Edited => "modifies",
            QueueFilter::Reopened => "rouverts",
            QueueFilter::LikelyDuplicate => "doublons",
            QueueFilter::PlaceUncertain => "lieu",
            QueueFilter::Overdue => "retard",
        }
    }

    /// Reads [`QueueFilter::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<QueueFilter> {
        QueueFilter::ALL
            .into_iter()
            .find(|filter| filter.slug() == slug)
    }

    /// The condition, with `$now` for the moment.
    pub(crate) fn condition(self) -> &'static str {
        match self {
            QueueFilter::All => "1 = 1",
            QueueFilter::New => "e.reason = 'new'",
            QueueFilter::Answered => "e.reason = 'answered'",
            QueueFilter::Edited => "e.reason = 'edited'",
            QueueFilter::Reopened => "e.reason = 'reopened'",
            QueueFilter::LikelyDuplicate => "e.likely_duplicate = 1",
            QueueFilter::PlaceUncertain => "e.place_uncertain = 1",
            QueueFilter::Overdue => "e.due_at <= $now",
        }
    }
}

/// How many events wait in some territories, for each filter.
///
/// # Errors
/// As the database answers.
pub async fn queue_counts(
    conn: &mut Conn,
    edition: EditionId,
    homes: &[TerritoryCode],
    now: Timestamp,
) -> Result<Vec<(QueueFilter, u64)>> {
    if homes.is_empty() {
        return Ok(QueueFilter::ALL.map(|filter| (filter, 0)).to_vec());
    }
    let (places, mut args) = desk::places(homes, 3);
    args.splice(0..0, [Value::from(edition.0), now.into()]);
    let counts: Vec<String> = QueueFilter::ALL
        .iter()
        .enumerate()
        .map(|(at, filter)| {
            let condition = filter.condition().replace("$now", "$2");
            format!("COUNT(CASE WHEN {condition} THEN 1 END) AS n{at}")
        })
        .collect();
    let sql = format!(
        "SELECT {} FROM event e WHERE e.edition_id = $1 AND e.state = 'proposed' AND e.home IN ({places}) AND $2 > 0",
        counts.join(", ")
    );
    let row = conn.one(&sql, args).await?;
    QueueFilter::ALL
        .iter()
        .enumerate()
        .map(|(at, filter)| Ok((*filter, row.int(&format!("n{at}"))?.unsigned_abs())))
        .collect()
}

/// How things stand in a territory: what waits, what is late, what is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The territory with jurisdiction.
    pub home: TerritoryCode,
    /// How many events wait.
    pub waiting: u64,
    /// How many of them past their time.
    pub overdue: u64,
    /// When the most urgent one is or was due.
    pub first_due: Option<Timestamp>,
    /// How many events wait for their organiser.
    pub returned: u64,
    /// How many are labelled.
    pub labelled: u64,
    /// How many were refused.
    pub refused: u64,
}

/// How things stand in every territory that has an event, by code.
///
/// # Errors
/// As the database answers.
pub async fn standings(
    conn: &mut Conn,
    edition: EditionId,
    now: Timestamp,
) -> Result<Vec<Standing>> {
    let sql = "SELECT home, COUNT(CASE WHEN state = 'proposed' THEN 1 END) AS waiting, \
               COUNT(CASE WHEN state = 'proposed' AND due_at <= $2 THEN 1 END) AS overdue, \
               MIN(CASE WHEN state = 'proposed' THEN due_at END) AS first_due, \
               COUNT(CASE WHEN state = 'returned' THEN 1 END) AS returned, \
               COUNT(CASE WHEN labelled_revision IS NOT NULL THEN 1 END) AS labelled, \
               COUNT(CASE WHEN state = 'refused' THEN 1 END) AS refused \
               FROM event WHERE edition_id = $1 GROUP BY home ORDER BY home";
    let rows = conn.all(sql, vec![edition.0.into(), now.into()]).await?;
    rows.iter()
        .map(|row| {
            let code = row.str("home")?;
            let count = |column: &str| row.int(column).map(i64::unsigned_abs);
            Ok(Standing {
                home: TerritoryCode::parse(code)
                    .ok_or_else(|| StoreError::corrupt("event", code, "not a territory code"))?,
                waiting: count("waiting")?,
                overdue: count("overdue")?,
                first_due: row.opt_moment("first_due")?,
                returned: count("returned")?,
                labelled: count("labelled")?,
                refused: count("refused")?,
            })
        })
        .collect()
}

/// The events of an edition that wait for their organisers to answer remarks.
///
/// # Errors
/// As the database answers.
pub async fn returned(conn: &mut Conn, edition: EditionId) -> Result<Vec<EventId>> {
    let sql = "SELECT id FROM event WHERE edition_id = $1 AND state = 'returned' ORDER BY id";
    let rows = conn.all(sql, vec![edition.0.into()]).await?;
    rows.iter().map(|row| Ok(EventId(row.int("id")?))).collect()
}

/// Notes that someone looks at an event now.
///
/// # Errors
/// As the database answers.
pub async fn look(tx: &mut Tx, id: EventId, person: PersonId, now: Timestamp) -> Result<()> {
    tx.run(
        "INSERT INTO presence (event_id, person_id, seen_at) VALUES ($1, $2, $3) \
         ON CONFLICT (event_id, person_id) DO UPDATE SET seen_at = excluded.seen_at",
        vec![id.0.into(), person.0.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Who else has looked at an event since a moment.
///
/// # Errors
/// As the database answers.
pub async fn lookers(
    conn: &mut Conn,
    id: EventId,
    but: PersonId,
    since: Timestamp,
) -> Result<Vec<PersonId>> {
    let sql = "SELECT person_id FROM presence WHERE event_id = $1 AND person_id <> $2 AND seen_at >= $3 \
               ORDER BY seen_at DESC LIMIT 10";
    let rows = conn
        .all(sql, vec![id.0.into(), but.0.into(), since.into()])
        .await?;
    rows.iter()
        .map(|row| Ok(PersonId(row.int("person_id")?)))
        .collect()
}

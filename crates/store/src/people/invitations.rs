//! Offers to take a role, or to act for an organisation, answered from the mail; until then they may be taken back.

use jiff::Timestamp;

use crate::{Conn, Result, Row, Tx, Value, values};

/// An offer to take a role, or to act for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The digest of its secret.
    pub token_hash: String,
    /// Who is invited.
    pub email: String,
    /// The role: as in [`super::Appointment`], or `organiser`.
    pub role: String,
    /// Where, for a role in a territory.
    pub territory: Option<String>,
    /// The institution, for a member of a committee.
    pub institution: Option<String>,
    /// The organisation, for an organiser.
    pub organisation_id: Option<i64>,
    /// Who invites.
    pub invited_by: Option<i64>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
}

const INVITATION: &str = "token_hash, email, role, territory, institution, organisation_id, \
                          invited_by, created_at, expires_at, accepted_at";

fn invitation_of(row: &Row) -> Result<Invitation> {
    Ok(Invitation {
        token_hash: row.text("token_hash")?,
        email: row.text("email")?,
        role: row.text("role")?,
        territory: row.opt_text("territory")?,
        institution: row.opt_text("institution")?,
        organisation_id: row.opt_int("organisation_id")?,
        invited_by: row.opt_int("invited_by")?,
        created_at: row.moment("created_at")?,
        expires_at: row.moment("expires_at")?,
        accepted_at: row.opt_moment("accepted_at")?,
    })
}

/// Keeps an invitation that is about to be sent.
///
/// # Errors
/// As the database answers.
pub async fn invite(tx: &mut Tx, invitation: &Invitation) -> Result<()> {
    tx.run(
        "INSERT INTO invitation (token_hash, email, role, territory, institution, organisation_id, \
         invited_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            &invitation.token_hash,
            invitation.email.to_lowercase(),
            &invitation.role,
            invitation.territory.clone(),
            invitation.institution.clone(),
            invitation.organisation_id,
            invitation.invited_by,
            invitation.created_at,
            invitation.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The invitation with this digest, accepted or not, ended or not.
///
/// # Errors
/// As the database answers.
pub async fn invitation(conn: &mut Conn, token_hash: &str) -> Result<Option<Invitation>> {
    let sql = format!("SELECT {INVITATION} FROM invitation WHERE token_hash = $1");
    let row = conn.maybe(&sql, values![token_hash]).await?;
    row.as_ref().map(invitation_of).transpose()
}

/// The invitations to roles over a territory that nobody accepted yet, the latest first.
///
/// # Errors
/// As the database answers.
pub async fn pending_in(
    conn: &mut Conn,
    territory: &str,
    now: Timestamp,
) -> Result<Vec<(i64, Invitation)>> {
    let sql = format!(
        "SELECT id, {INVITATION} FROM invitation WHERE territory = $1 AND accepted_at IS NULL \
         AND expires_at > $2 ORDER BY id DESC LIMIT 200"
    );
    pending(conn, &sql, values![territory, now]).await
}

/// The invitations to act for an organisation that nobody accepted yet, the latest first.
///
/// # Errors
/// As the database answers.
pub async fn pending_for(
    conn: &mut Conn,
    organisation: i64,
    now: Timestamp,
) -> Result<Vec<(i64, Invitation)>> {
    let sql = format!(
        "SELECT id, {INVITATION} FROM invitation WHERE organisation_id = $1 AND accepted_at IS NULL \
         AND expires_at > $2 ORDER BY id DESC LIMIT 200"
    );
    pending(conn, &sql, values![organisation, now]).await
}

async fn pending(conn: &mut Conn, sql: &str, args: Vec<Value>) -> Result<Vec<(i64, Invitation)>> {
    let rows = conn.all(sql, args).await?;
    rows.iter()
        .map(|row| Ok((row.int("id")?, invitation_of(row)?)))
        .collect()
}

/// Takes back an invitation that nobody accepted; its letter opens nothing any more. Answers whether there was one.
///
/// # Errors
/// As the database answers.
pub async fn take_back(tx: &mut Tx, id: i64) -> Result<bool> {
    let sql = "DELETE FROM invitation WHERE id = $1 AND accepted_at IS NULL";
    Ok(tx.run(sql, values![id]).await? > 0)
}

/// Accepts an invitation, once. None when it was accepted, has ended or never was.
///
/// # Errors
/// As the database answers.
pub async fn accept_invitation(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Invitation>> {
    let sql = format!(
        "UPDATE invitation SET accepted_at = $2 \
         WHERE token_hash = $1 AND accepted_at IS NULL AND expires_at > $2 RETURNING {INVITATION}"
    );
    let row = tx.maybe(&sql, values![token_hash, now]).await?;
    row.as_ref().map(invitation_of).transpose()
}

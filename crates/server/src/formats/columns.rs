//! What a column of a file may be: the targets of a mapping.

use serde::{Deserialize, Serialize};

macro_rules! targets {
    ($($name:ident $slug:literal $several:literal [$($synonym:literal),*];)*) => {
        /// What a column may tell.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "docs/api.md tells each")]
        pub enum Target { $($name,)* }

        impl Target {
            /// Every target, in the order they are offered.
            pub const ALL: &[Target] = &[$(Target::$name,)*];

            /// Its name in a mapping file, and the header that always means it.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Target::$name => $slug,)* }
            }

            /// True when several columns may be joined into it without being asked.
            #[must_use]
            pub fn takes_several(self) -> bool {
                match self { $(Target::$name => $several,)* }
            }

            /// Headers that mean it, folded, without marks, the surest first.
            #[must_use]
            pub fn synonyms(self) -> &'static [&'static str] {
                match self { $(Target::$name => &[$($synonym),*],)* }
            }
        }
    };
}

targets! {
    Id "id" false ["uid", "identifiant", "identifier", "uuid", "recordid", "ref", "reference", "numero", "id evenement", "event id", "cle", "key"];
    Title "title" false ["titre", "name", "nom", "intitule", "nom de l evenement", "titre de l evenement", "event name", "event title", "evenement", "event", "libelle", "title fr", "titre fr", "name fr"];
    Summary "summary" false ["resume", "chapo", "accroche", "description courte", "short description", "en bref", "presentation courte", "description fr", "sous titre", "abstract"];
    Description "description" true ["descriptif", "presentation", "texte", "long description", "description longue", "longdescription fr", "description detaillee", "content", "contenu", "details", "animations", "animation", "programme", "body"];
    Language "language" false ["langue", "lang"];
    Format "format" false ["type", "type d evenement", "type d animation", "nature", "event type", "format de l evenement", "categorie", "category", "categories"];
    Sectors "sectors" true ["secteur", "secteurs", "sector", "secteur d activite", "filiere", "filieres", "industry"];
    Audiences "audiences" true ["public", "publics", "audience", "public vise", "publics vises", "public cible", "target audience"];
    AgeFrom "age_from" false ["age min", "age minimum", "min age", "a partir de"];
    AgeTo "age_to" false ["age max", "age maximum", "max age"];
    Tags "tags" true ["mots cles", "etiquettes", "keywords", "tag", "labels"];
    Organisation "organisation" false ["organisateur", "structure", "structure organisatrice", "organisation name", "entreprise", "etablissement", "raison sociale", "organizer", "organiser", "organization", "company", "nom de l organisateur", "nom de la structure", "meta source"];
    Siret "siret" false ["numero siret", "n siret", "siret organisateur", "siret de la structure"];
    OrganisationKind "organisation_kind" false ["type de structure", "type d organisateur"];
    OrganisationWebsite "organisation_website" false ["site de l organisateur"];
    Mode "mode" false ["modalite", "en ligne ou sur place", "attendance mode", "attendancemode"];
    Place "place" false ["lieu", "nom du lieu", "venue", "site", "location name", "locationname", "salle", "place name", "lieu nom", "location place name"];
    Address "address" false ["adresse", "rue", "voie", "street", "adresse du lieu", "adresse postale", "location", "street address", "location address", "lieu adresse", "numero et voie", "adresse complete"];
    Postcode "postcode" false ["code postal", "cp", "zip", "zipcode", "postal code", "codepostal", "location postalcode", "lieu code postal"];
    Commune "commune" false ["ville", "city", "town", "localite", "nom commune", "nom de la commune", "location city", "lieu ville", "municipality"];
    CommuneCode "commune_code" false ["code insee", "insee", "code commune", "meta insee", "insee code", "code insee commune", "codeinsee", "location insee"];
    Longitude "longitude" false ["lon", "lng", "long", "gps x long", "location longitude", "geo lon", "x wgs84", "longitude wgs84", "lieu longitude", "gps lon", "coord lon"];
    Latitude "latitude" false ["lat", "gps y lat", "location latitude", "geo lat", "y wgs84", "latitude wgs84", "lieu latitude", "gps lat", "coord lat"];
    Point "point" false ["geo point 2d", "geo point", "coordonnees", "coordinates", "coordonnees gps", "gps", "location coordinates", "latlon", "lat lon", "geolocalisation"];
    MeetingPoint "meeting_point" false ["point de rendez vous", "rendez vous", "lieu de rendez vous", "meeting place"];
    Transport "transport" false ["acces transports", "transports", "transports en commun", "comment venir", "public transport", "acces"];
    OnlineUrl "online_url" false ["lien de connexion", "lien visio", "online access link", "lien en ligne", "url en ligne", "onlineaccesslink"];
    Slots "slots" false ["creneaux", "seances", "timings"];
    Start "start" false ["debut", "date de debut", "date debut", "start date", "dtstart", "begin", "first date", "date heure debut", "debut le", "date start", "firstdate begin"];
    End "end" false ["fin", "date de fin", "date fin", "end date", "dtend", "last date", "date heure fin", "fin le", "date end", "lastdate end"];
    Day "day" false ["date", "jour", "date de l evenement"];
    StartTime "start_time" false ["heure de debut", "heure debut", "de", "start hour", "debut heure", "heure"];
    EndTime "end_time" false ["heure de fin", "heure fin", "a", "end hour", "fin heure"];
    Hours "hours" true ["horaires", "horaire", "dates et horaires", "opening hours", "ouverture", "jours et heures", "horaires d ouverture", "date et heure", "dates", "date et horaires", "quand"];
    Repeats "repeats" false ["rrule", "recurrence"];
    Capacity "capacity" false ["capacite", "jauge", "places", "nombre de places", "seats", "effectif maximum"];
    Booking "booking" false ["inscription", "reservation", "mode d inscription", "modalites d inscription", "booking mode", "reservation obligatoire", "inscription obligatoire"];
    BookingUrl "booking_url" false ["lien d inscription", "lien inscription", "lien de reservation", "url inscription", "billetterie", "registration link", "resa www", "resa url", "inscription en ligne"];
    BookingEmail "booking_email" false ["resa mail", "mail de reservation", "mail inscription", "courriel d inscription", "email reservation", "email inscription"];
    BookingPhone "booking_phone" false ["resa tel", "telephone de reservation", "tel inscription", "telephone inscription", "tel reservation"];
    Conditions "conditions" true ["condition acces", "conditions d acces", "conditions d inscription", "conditions de participation", "modalites", "infos pratiques", "informations pratiques", "conditions fr", "modalites d acces"];
    Access "access" true ["accessibilite", "handicap", "accessibility", "accessibilite handicap", "besoins d accessibilite"];
    AccessNote "access_note" false ["precisions accessibilite", "note d accessibilite"];
    Safety "safety" false ["securite", "consignes de securite", "conditions de securite", "equipements obligatoires"];
    Free "free" false ["gratuit", "gratuite", "gratuit o n", "entree gratuite", "is free"];
    Price "price" false ["tarif", "tarifs", "prix", "price", "prices", "cout", "participation"];
    ContactName "contact_name" false ["contact", "nom du contact", "contact public"];
    ContactEmail "contact_email" false ["email", "e mail", "mail", "courriel", "info mail", "email contact", "mail contact", "adresse mail", "adresse e mail", "contact mail", "contact public mail"];
    ContactPhone "contact_phone" false ["telephone", "tel", "phone", "info tel", "tel contact", "telephone contact", "numero de telephone", "contact tel"];
    ContactWebsite "contact_website" false ["www", "site web", "site internet", "website", "url", "lien", "web", "site www", "link", "page web"];
    RefereeName "referee_name" false ["contact referent", "interlocuteur", "contact interne"];
    RefereeEmail "referee_email" false ["mail referent", "email interlocuteur", "mail du proposant", "email du proposant"];
    RefereePhone "referee_phone" false ["tel referent", "telephone interlocuteur"];
}

impl Target {
    /// Reads [`Target::slug`], `-` and `_` alike.
    #[must_use]
    pub fn parse(slug: &str) -> Option<Target> {
        let slug = slug.trim().replace('-', "_");
        Target::ALL
            .iter()
            .copied()
            .find(|target| target.slug() == slug)
    }
}

/// Headers that mean nothing to us though they look like something: bookkeeping of other people's systems.
pub const IGNORED: [&str; 10] = [
    "meta datcreat",
    "meta datmaj",
    "meta datsupp",
    "millesime",
    "status",
    "state",
    "created at",
    "updated at",
    "dtstamp",
    "sequence",
];

#[cfg(test)]
mod tests {
    use super::super::table::plain;
    use super::*;

    #[test]
    fn every_header_means_one_thing() {
        let mut seen = std::collections::BTreeMap::new();
        for target in Target::ALL {
            assert_eq!(Target::parse(target.slug()), Some(*target));
            for synonym in target.synonyms() {
                assert_eq!(plain(synonym), *synonym);
                assert_eq!(seen.insert(*synonym, target), None, "{synonym}");
            }
        }
    }
}

//! How organisations are called. Places are lieux-dits that one finds everywhere, so that no house of this world is meant.

use super::grammar::Gender::{self, F, M, P};

/// Lieux-dits, with "de" already in: what follows the first word of a company's name.
pub const SPOTS: [&str; 72] = [
    "du Vieux-Pont",
    "du Moulin-Neuf",
    "des Trois-Chênes",
    "de la Croix-Blanche",
    "du Val-Clair",
    "des Quatre-Vents",
    "de la Fontaine-Froide",
    "du Champ-Long",
    "de la Grange-Rouge",
    "des Hautes-Terres",
    "du Pré-aux-Saules",
    "de la Combe-Verte",
    "du Gué-Neuf",
    "de la Belle-Étoile",
    "des Grands-Prés",
    "du Petit-Bois",
    "de la Haute-Rive",
    "du Clos-Martin",
    "de la Tuilière",
    "des Peupliers",
    "du Bief",
    "de la Plaine-Basse",
    "du Bout-du-Pont",
    "de l’Écluse",
    "de l’Arche",
    "de l’Ancienne-Gare",
    "de l’Étang-Neuf",
    "des Marronniers",
    "du Mas-Blanc",
    "de la Roche-Grise",
    "du Pas-du-Loup",
    "de la Vieille-Forge",
    "des Deux-Rives",
    "du Haut-Plateau",
    "de la Basse-Cour",
    "du Chemin-Creux",
    "de la Noë",
    "du Four-à-Chaux",
    "des Tilleuls",
    "de la Pierre-Levée",
    "du Grand-Verger",
    "de la Passerelle",
    "des Sablons",
    "du Lavoir",
    "de la Côte-Blanche",
    "du Puits-Salé",
    "de la Lande-Rase",
    "des Terres-Neuves",
    "du Pigeonnier",
    "de la Maison-Carrée",
    "de la Saulaie",
    "des Cerisiers",
    "du Portail-Bleu",
    "de la Garenne",
    "des Bruyères",
    "du Coteau",
    "de la Digue",
    "du Canal",
    "des Moissons",
    "de la Source",
    "du Belvédère",
    "des Aubépines",
    "de la Prairie",
    "du Relais",
    "de la Verrière",
    "des Remparts-Bas",
    "du Vallon",
    "de la Jetée",
    "du Carrefour",
    "des Ormeaux",
    "du Levant",
    "de la Mer-Basse",
];

/// Names made of nothing, for companies that have a brand.
pub const BRANDS: [&str; 40] = [
    "Alvorine",
    "Brelisa",
    "Carvenne",
    "Dorlance",
    "Elvastre",
    "Fornalys",
    "Galtérion",
    "Hestalor",
    "Ivaldine",
    "Jorvance",
    "Kelmaris",
    "Lustranne",
    "Mérovale",
    "Noralande",
    "Oltrane",
    "Péridonne",
    "Quervalis",
    "Roskane",
    "Sylvastre",
    "Tornélis",
    "Ulvane",
    "Vertamond",
    "Wendelis",
    "Xantave",
    "Ysaldor",
    "Zéphirine",
    "Arboline",
    "Bassanelle",
    "Clarvande",
    "Doucelande",
    "Estarelle",
    "Fauvelor",
    "Grisonde",
    "Hautevoix",
    "Inovande",
    "Lormandie",
    "Mistrelle",
    "Nacrelis",
    "Orvallon",
    "Pastérion",
];

/// An organisation that is no company: its name with blanks, its gender, whether it has the trade in its name.
pub struct Other {
    /// Name with `{of}` (d’Auch), `{dep_of}` (du Gers), `{spot}` (du Vieux-Pont) or `{matter_of}` (du bois).
    pub name: &'static str,
    /// Gender of its first word.
    pub gender: Gender,
}

const fn o(name: &'static str, gender: Gender) -> Other {
    Other { name, gender }
}

/// Schools and training centres.
pub const SCHOOLS: [Other; 12] = [
    o("Lycée des métiers {matter_of} {of}", M),
    o("Lycée professionnel {spot}, {in}", M),
    o("Lycée polyvalent {spot}, {in}", M),
    o("Centre d’apprentis de l’industrie {dep_of}", M),
    o("École de production {spot}", F),
    o("École de production {of}", F),
    o("Centre de formation {spot}", M),
    o("Campus des métiers {matter_of}", M),
    o("Maison de l’apprentissage {of}", F),
    o("Atelier-école {spot}", M),
    o("Section industrielle du lycée {spot}", F),
    o("Plateau technique {of}", M),
];

/// Universities and engineering schools.
pub const UNIVERSITIES: [Other; 6] = [
    o("Institut technologique {spot}", M),
    o("École d’ingénieurs {spot}", F),
    o("Département de génie industriel {of}", M),
    o("Plateforme technologique {of}", F),
    o("Laboratoire {matter_of} {of}", M),
    o("Institut {matter_of} {dep_of}", M),
];

/// Federations of companies.
pub const FEDERATIONS: [Other; 5] = [
    o("Club des industriels {of}", M),
    o("Cercle des entreprises {dep_of}", M),
    o("Union des ateliers {dep_of}", F),
    o("Réseau des métiers {matter_of} {dep_of}", M),
    o("Grappe d’entreprises {spot}", F),
];

/// Towns and their houses.
pub const PUBLIC_BODIES: [Other; 8] = [
    o("Médiathèque {spot}, {in}", F),
    o("Maison des sciences {of}", F),
    o("Musée des techniques {of}", M),
    o("Pépinière d’entreprises {spot}", F),
    o("Service jeunesse {of}", M),
    o("Tiers-lieu {spot}", M),
    o("Centre culturel {spot}, {in}", M),
    o("Bibliothèque {spot}", F),
];

/// Associations.
pub const ASSOCIATIONS: [Other; 9] = [
    o("Atelier partagé {spot}", M),
    o("Fabrique citoyenne {of}", F),
    o("Les Mains à l’ouvrage {dep_of}", P),
    o("Association Femmes et ateliers {dep_of}", F),
    o("Mémoire ouvrière {of}", F),
    o("Petits Ingénieurs {of}", P),
    o("Curieux de technique {of}", P),
    o("Passerelle école-entreprise {dep_of}", F),
    o("Ateliers ouverts {of}", P),
];

/// Those who help people find work.
pub const EMPLOYMENT: [Other; 6] = [
    o("Espace emploi {of}", M),
    o("Maison de l’emploi {spot}", F),
    o("Relais emploi {of}", M),
    o("Groupement d’employeurs {dep_of}", M),
    o("Forum permanent des métiers {of}", M),
    o("Point orientation {of}", M),
];

/// Streets, after their number.
pub const STREETS: [&str; 30] = [
    "rue de l’Industrie",
    "rue des Artisans",
    "avenue de la Gare",
    "rue du Moulin",
    "route de la Scierie",
    "rue des Forges",
    "avenue des Métiers",
    "rue de l’Atelier",
    "chemin du Canal",
    "rue de la Fonderie",
    "boulevard de l’Usine",
    "allée des Entreprises",
    "rue des Tanneurs",
    "rue des Tisserands",
    "quai des Verriers",
    "impasse des Menuisiers",
    "rue de la Filature",
    "rue du Progrès",
    "avenue du Travail",
    "rue de l’Avenir",
    "rue de la Coopérative",
    "rue des Peupliers",
    "rue des Écoles",
    "place du Marché",
    "rue de la Passerelle",
    "rue du Four",
    "chemin des Vignes",
    "route du Lac",
    "rue de la République",
    "avenue du Stade",
];

/// Industrial estates.
pub const ESTATES: [&str; 16] = [
    "Zone artisanale {spot}",
    "Zone industrielle {spot}",
    "Parc d’activités {spot}",
    "Zone d’activités {spot}",
    "ZA {spot}, lot {n}",
    "ZI {spot}, bâtiment {letter}",
    "Parc d’activités {spot}, hall {n}",
    "Pôle d’activités {spot}",
    "Espace économique {spot}",
    "Zone artisanale {spot}, lot {n}",
    "Technopole {spot}, bâtiment {letter}",
    "ZA {spot}",
    "ZI {spot}",
    "Parc économique {spot}",
    "Village d’entreprises {spot}, local {n}",
    "Zone portuaire {spot}",
];

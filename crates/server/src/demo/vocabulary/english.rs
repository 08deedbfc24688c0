//! The few events whose organisers write in English.

/// Titles: `{house}` with its article, `{products}`, `{matter}`, `{place}`, `{org}`.
pub const TITLES: [&str; 12] = [
    "Inside {house}",
    "How {products} are made",
    "Meet the makers: {matter} in {place}",
    "A guided tour of {org}",
    "{Matter}, from idea to object",
    "Open doors at {org}",
    "Careers in {matter}: ask us anything",
    "Behind the scenes of {house}",
    "Where {products} come from",
    "An hour on the shop floor in {place}",
    "{Matter} for curious minds",
    "English-language tour: {org}",
];

/// Summaries, with the same blanks.
pub const SUMMARIES: [&str; 6] = [
    "Follow {products} from the first drawing to the loading bay, with the people who make them.",
    "A tour in English for families, students and newcomers to {place}.",
    "See the machines run, try a tool, and ask about training and jobs.",
    "Small groups, plenty of time for questions, everything explained in plain words.",
    "One hour with the team: what we make, how, and who we hope to hire.",
    "Discover {matter} the way the people of {place} do it.",
];

/// Paragraphs of descriptions, with the same blanks.
pub const PARAGRAPHS: [&str; 8] = [
    "We are {house} in {place}, and we make {products}. Most people drive past without knowing; this week, the door is open.",
    "The tour follows the work itself, bench after bench, in groups of twelve.",
    "Apprentices take part in every tour. They often explain things best.",
    "Please wear closed shoes. We lend goggles, vests and helmets.",
    "Ask us about placements, apprenticeships and jobs: we are hiring this year.",
    "The tour is given in English; the team also answers in French.",
    "Photographs are welcome, except in front of the control screens.",
    "Coffee is served at the end, with the people you have just met.",
];

//! An event that is booked here, and the people who book it.

use domain::authority;
use domain::booking::{Address, Party, Plan, Question, Registrant};
use domain::event::{BookedBy, BookingMode, Content};
use domain::ids::{EventId, RegistrationId, SlotId};
use domain::review::Met;
use domain::slot::Slot as Hours;
use domain::words::Language;
use jiff::civil::{DateTime, date};
use server::acts::bookings::{self, Ask, Booking, By, Deed, Failed, number};
use server::acts::{self, Coverage, Ruling};
use server::app::App;
use server::jobs::bookings::{Pass, Seen, pass};
use store::bookings::{Booked, Slot, registrations, slots};
use store::{events, outbox};

use crate::gers::Gers;
use crate::world::World;

/// A workshop that is visited.
pub struct House {
    pub app: App,
    pub gers: Gers,
    pub event: EventId,
}

/// An hour of the week’s Tuesday.
pub fn tuesday(hour: i8) -> DateTime {
    date(2026, 3, 24).at(hour, 0, 0, 0)
}

/// A visit of an hour.
pub fn visit(hour: i8, capacity: u32) -> Hours {
    Hours {
        start: tuesday(hour),
        end: tuesday(hour + 1),
        capacity: Some(capacity),
    }
}

impl House {
    /// Opens with these visits, each of so many seats.
    pub async fn open(world: &World, hours: &[Hours]) -> House {
        House::planned(world, hours, Plan::default()).await
    }

    /// The same with what holds for each visit.
    pub async fn planned(world: &World, hours: &[Hours], plan: Plan) -> House {
        let gers = Gers::open(&world.app).await;
        gers.appoint("gers@semaine.example", "referee", "32").await;
        let title = "Visite de la scierie";
        let event = gers.draft(title, "c32013").await;
        let house = House {
            app: world.app.clone(),
            gers,
            event,
        };
        house.label(house.content(hours)).await;
        house.set_plan(&plan, &[]).await.expect("a plan");
        house
    }

    /// What is told of the event, with these visits.
    pub fn content(&self, hours: &[Hours]) -> Content {
        let mut content = self.gers.content("Visite de la scierie", "c32013");
        content.slots = hours.to_vec();
        content.booking.mode = Some(BookingMode::Required);
        content.booking.by = BookedBy::Here;
        content
    }

    /// Has this labelled.
    pub async fn label(&self, content: Content) {
        self.gers.send_content(self.event, content).await;
        self.gers.rule(self.event, Ruling::Label, Met::Yes).await;
    }

    /// Sets what holds for each visit, and what is asked.
    pub async fn set_plan(&self, plan: &Plan, questions: &[Question]) -> Result<(), Failed> {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let kept = store::bookings::plan(&mut conn, self.event)
            .await
            .expect("read");
        drop(conn);
        let version = kept.map(|kept| kept.version);
        bookings::set_plan(&self.app, &self.by().await, plan, questions, version).await
    }

    /// The organiser, with the proof.
    pub async fn by(&self) -> By {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let kept = events::find(&mut conn, self.event).await.expect("read");
        let kept = kept.expect("an event");
        let standing = acts::standing(&mut conn, self.gers.organiser)
            .await
            .expect("read");
        let coverage = Coverage::load(&mut conn).await.expect("read");
        let matter = coverage.matter(&kept.event, self.app.clock.now());
        let organiser = authority::organiser(&standing, &matter).expect("their own event");
        By {
            event: self.event,
            organiser,
        }
    }

    /// The secret part of its organiser’s address.
    pub async fn secret(&self) -> String {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let kept = events::find(&mut conn, self.event).await.expect("read");
        let kept = kept.expect("an event");
        server::capability::secret(&self.app.key, self.event, kept.link_epoch)
    }

    /// The visits, in order.
    pub async fn slots(&self) -> Vec<Slot> {
        let mut conn = self.app.store.reader().await.expect("a reader");
        slots::of_event(&mut conn, self.event).await.expect("read")
    }

    /// One of them, from 0.
    pub async fn slot(&self, index: usize) -> SlotId {
        self.slots().await[index].id
    }

    /// Everyone who booked, as they are kept.
    pub async fn all(&self) -> Vec<Booked> {
        let mut conn = self.app.store.reader().await.expect("a reader");
        registrations::of_event(&mut conn, self.event)
            .await
            .expect("read")
    }

    /// Someone whose address was proved before books for so many.
    pub async fn books(&self, slot: SlotId, name: &str, people: u32) -> Result<Booked, Failed> {
        self.asks(booking(slot, name, people, Address::Proved))
            .await
    }

    /// The same of someone nobody knows yet.
    pub async fn books_first(&self, slot: SlotId, name: &str, people: u32) -> Booked {
        let asked = booking(slot, name, people, Address::FirstTime);
        self.asks(asked).await.expect("booked")
    }

    /// Sends a form to the desk.
    pub async fn asks(&self, booking: Booking) -> Result<Booked, Failed> {
        let answer = self.app.desk.ask(Ask::Book(Box::new(booking))).await?;
        Ok(answer.expect("a registration"))
    }

    /// Does something with a registration.
    pub async fn does(&self, id: RegistrationId, deed: Deed) -> Result<Booked, Failed> {
        let answer = self.app.desk.ask(Ask::Do(id, deed)).await?;
        Ok(answer.expect("a registration"))
    }

    /// Where a registration stands, by the name of its state.
    pub async fn state(&self, id: RegistrationId) -> &'static str {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let booked = registrations::find(&mut conn, id).await.expect("read");
        booked.expect("a registration").registration.state.slug()
    }

    /// The kinds of letters about a registration, oldest first.
    pub async fn told(&self, id: RegistrationId) -> Vec<String> {
        let mut conn = self.app.store.reader().await.expect("a reader");
        let letters = outbox::latest(&mut conn, None, 10_000).await;
        let mut letters = letters.expect("letters");
        letters.reverse();
        let own = letters
            .into_iter()
            .filter(|letter| letter.params["registration"] == id.0);
        own.map(|letter| letter.kind).collect()
    }

    /// What time does by itself.
    pub async fn time_passes(&self) -> Pass {
        pass(&self.app, &mut Seen::default())
            .await
            .expect("a look at the bookings")
    }
}

/// A form, filled in by someone of this name.
pub fn booking(slot: SlotId, name: &str, people: u32, address: Address) -> Booking {
    let id = number();
    Booking {
        id,
        slot,
        address,
        registrant: Registrant {
            name: name.into(),
            email: format!("{name}@visiteurs.example"),
            phone: String::new(),
        },
        party: Party::people(people),
        answers: Vec::new(),
        language: Language::Fr,
        form: format!("form {id}"),
    }
}

"""What the demonstration's modules say: topics, what one does in each, and the circumstances that make it harder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with its right answer and a tempting one, and why each is what it is."""

    asked: str
    right: str
    because: str
    wrong: str
    but: str


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that one can do: `thing` is what it is done with, `steps` are what comes first and what it means."""

    id: str
    title: str
    thing: str
    summary: str
    objectives: tuple[str, str]
    why: str
    case: str
    steps: tuple[tuple[str, str], ...]
    task: str
    question: str
    fails: str
    quiz: Quiz | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic of the library, whose skill has the same id, and what one does in it."""

    id: str
    title: str
    summary: str
    skill: str
    doings: tuple[Doing, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A circumstance, told of any doing: `{thing}` and `{title}` stand for those of the doing."""

    id: str
    title: str
    summary: str
    objective: str
    opening: str
    advice: tuple[str, ...]
    task: str
    question: str


SUBJECTS = (
    Subject(
        "handovers",
        "Hand over work",
        "Leave your work so that the next person goes on with it and does not begin again.",
        "handing-over",
        (
            Doing(
                "hand-over-an-open-fault",
                "Hand over an open fault",
                "an open fault",
                "Leave a fault in such a state that a colleague goes on where you stopped.",
                ("list what has been ruled out, and how", "choose the next step for the colleague who takes over"),
                "Most handovers tell what is broken. What saves the next shift an hour is what is *not* the cause, and who knows it.",
                "On a Thursday Lotte left the note “pump 3 still trips”. Marek changed the relay during the night, which she had done at noon.",
                (
                    ("Write what you saw.", "One line with the time, the reading and where you took it. No opinions yet."),
                    ("List what it is not.", "Every part that you checked, with the test. A guess goes on another line."),
                    ("Name the next step.", "Something that takes ten minutes and splits what is left in two."),
                    ("Say when to call you.", "One case in which they should, and until what hour you answer."),
                ),
                "Take the last fault that you passed on. Write the line with what it was not, and ask whoever got it what they tried first.",
                "What do you leave out of a handover because it seems too obvious, and who paid for it last time?",
                "A fault that is dangerous is no matter for a note. Lock it out, and speak to the person who takes over.",
                Quiz(
                    "Which line helps the next shift most?",
                    "Relay swapped at noon, trips as before",
                    "It takes one cause away, and nobody swaps the relay again.",
                    "Pump 3 still makes trouble, please have a look",
                    "The next shift begins where you began.",
                ),
            ),
            Doing(
                "write-a-note-that-survives",
                "Write a note that survives the weekend",
                "a note",
                "Write on Friday what you will still understand on Monday, and a colleague too.",
                ("write a note of five lines that a stranger can act on", "mark what in a note is certain and what is a guess"),
                "On Friday everything is clear. On Monday the note says “ask them about the second one”, and nobody knows which.",
                "Yuki once spent a Monday morning on three words of her own. The second one was a valve, and it had been ordered already.",
                (
                    ("Use names.", "Parts, people and places by the names on their labels, and no “it”."),
                    ("Give each line a day.", "A date says more than “soon”, and it is still true next week."),
                    ("Mark guesses.", "A question mark in front of the line is enough."),
                    ("Read it to somebody.", "What you explain while you read belongs into the note."),
                ),
                "Find a note of yours that is a month old. Underline each word that you can no longer explain, and write it anew.",
                "Who reads your notes, and what would they have you leave out?",
                "A note cannot answer back. Where you expect three questions, call.",
            ),
            Doing(
                "take-over-a-job-halfway",
                "Take over a job halfway",
                "a job that somebody began",
                "Ask four questions before you touch what a colleague began.",
                ("ask what was promised and to whom", "draw a line between what is done and what looks done"),
                "Half a job looks like a whole one from outside. The screws are in; whether they are tightened only one person knows.",
                "Sade took over a cabinet that looked finished. Two of the forty terminals were only pushed in, and she found them with her elbow.",
                (
                    ("Ask what was promised.", "A date, a price, a name: whatever the customer believes by now."),
                    ("Touch what looks done.", "Pull at it, turn it, open it. Tick it only then."),
                    ("Leave a trace.", "Start a list of your own, with your name on it."),
                    ("Tell everybody once.", "From today on you are the one to ask, also for what happened before."),
                ),
                "Go to something that you took over this year. Which of the four questions did you never ask? Ask it now.",
                "When is it better to begin again than to go on with what a colleague left?",
                "If the person is gone for good, the list replaces nobody. Plan twice the time and say so.",
            ),
            Doing(
                "come-back-after-an-absence",
                "Come back after an absence",
                "a long absence",
                "Find out in half an hour what changed while you were away, without reading everything.",
                ("sort what waited for you into three heaps", "tell in one message what you take up and what you leave"),
                "Four hundred messages wait, and most of them settled themselves. Reading them in order is the slowest way to find the ten that did not.",
                "Piet came back after five weeks and answered in order. By Wednesday he had reopened two questions that were closed long ago.",
                (
                    ("Ask one person.", "“What would have surprised me?” gives more than the inbox."),
                    ("Read from the newest.", "The last message of a thread often makes the others needless."),
                    ("Make three heaps.", "Mine and open, closed without me, and somebody else's by now."),
                    ("Say what you drop.", "One message to the team is kinder than silence."),
                ),
                "Write the question that you will ask after your next holiday, and the name of the person who will get it.",
                "Should work wait for somebody who is away, or go on without them?",
                "After an illness take the half hour three times. The first day is for people, not for threads.",
            ),
        ),
    ),
    Subject(
        "faults",
        "Find faults together",
        "Look for causes with colleagues, and keep what was learned for the next time.",
        "finding-faults",
        (
            Doing(
                "split-a-fault-in-two",
                "Split a fault in two",
                "a fault that comes and goes",
                "Find the test that leaves only half of the causes, whatever it says.",
                ("draw the path of a signal with its halves", "choose the measurement that rules out most"),
                "Changing parts until it works finds the last cause, never the quickest one. Each test should be worth its minutes.",
                "Ravi drew a line with nine boxes and pointed to the fifth. One measurement later four people knew where not to look.",
                (
                    ("Draw the path.", "From where it is right to where it is wrong, one box for each part."),
                    ("Go to the middle.", "Not to the part that you know best, and not to the cheapest."),
                    ("Say what you expect.", "Aloud, before the needle moves. A surprise is worth more than a reading."),
                    ("Halve what is left.", "Strike out the half that is right, and go on in the other."),
                ),
                "Draw the boxes for the last fault you found. How many tests would halving have taken, and how many did you make?",
                "When does it pay to change the part that it usually is, and skip the thinking?",
                "Two faults at once defeat this. If both halves look wrong, mend what you found and begin again.",
                Quiz(
                    "Nine parts lie in a row and the end is dead. Where do you measure first?",
                    "Behind the fifth part",
                    "Whatever you read there, about half of the parts are out.",
                    "At the part that failed last year",
                    "If it is not that part, eight are left.",
                ),
            ),
            Doing(
                "ask-the-person-who-was-there",
                "Ask the person who was there",
                "an account of what happened",
                "Get from a witness what they saw before they tell you what it means.",
                ("ask for what somebody saw without offering an answer", "write an account in the order in which it happened"),
                "People tell causes, because we ask for causes. What they heard a minute earlier is often the clue, and nobody asks.",
                "“The fan died,” said the operator. Asked what she heard first, she said: a click, and then it got warm. The fan was fine.",
                (
                    ("Start early.", "“What did you do just before?” brings back what came after."),
                    ("Leave gaps.", "Count to five. The best sentence often comes at four."),
                    ("Ask for the senses.", "Heard, smelt, felt: these are no opinions yet."),
                    ("Read it back.", "In order. They will mend it, and remember one thing more."),
                ),
                "Ask a colleague about a fault of last week with only two sentences: “And before that?” and “What did you notice?”",
                "What makes somebody hold back the one thing that would have helped?",
                "After an accident this is not your task. Somebody trained for it asks, and you keep everybody safe.",
            ),
            Doing(
                "write-down-a-dead-end",
                "Write down a dead end",
                "a dead end",
                "Keep what did not work, so that nobody walks there again.",
                ("describe a failed attempt in three lines", "state under which conditions it failed"),
                "We keep solutions and forget attempts. The next colleague then has our idea, and our lost afternoon too.",
                "Three people had tried to update the gateway over the air. Each took an afternoon, and nobody left a line about it.",
                (
                    ("Name the idea.", "As somebody would search for it, with the words of the error."),
                    ("Say how it failed.", "The reading or the message, and not “did not work”."),
                    ("Say when it might work.", "Another version, another cable, a colder day."),
                    ("Put it where people look.", "Beside the solution, if there is one by now."),
                ),
                "Write three lines about something you gave up this month. Send them to the person most likely to try it next.",
                "How could a team reward an attempt that failed in an instructive way?",
                "A dead end has a date. After two years it is a rumour, so look at it again or take it out.",
            ),
            Doing(
                "stop-when-you-are-stuck",
                "Stop when you are stuck",
                "a fault that will not give way",
                "Notice after twenty minutes that you go in circles, and get a second pair of eyes.",
                ("name three signs that you go in circles", "tell a colleague in two minutes where you stand"),
                "Nobody decides to lose a day. It goes by in pieces of ten minutes, each of which would have been the last.",
                "Noor set a kitchen timer. When it rang she had measured the same point four times, and laughed before she called Jonas.",
                (
                    ("Set a limit first.", "Twenty minutes, before you are in the middle of it."),
                    ("Look for repeats.", "The same test twice without a reason is the sign."),
                    ("Tell it aloud.", "To anybody. Half of the time you hear the answer yourself."),
                    ("Hand over the tool.", "Whoever joins measures; you say what you expect."),
                ),
                "Set a timer during your next search. When it rings, write what you know for certain. Count the lines.",
                "What does it cost here to say “I am stuck”, and who could make it cheaper?",
                "With a customer beside you the call must come sooner, and it must not look like a defeat. Announce it at the start.",
            ),
        ),
    ),
    Subject(
        "meetings",
        "Meet with a result",
        "Spend an hour together and leave with something that would not be there otherwise.",
        "meeting-well",
        (
            Doing(
                "invite-with-a-question",
                "Invite with a question",
                "an invitation",
                "Write an invitation that says what will be different after the meeting.",
                ("write the purpose of a meeting as a question", "choose who is needed to answer it"),
                "“Weekly sync” tells nobody what to bring. A question does, and it shows who need not come.",
                "Ines renamed a meeting to “Which two tools do we stop paying for?” Nine people had been invited; four came, and it took half an hour.",
                (
                    ("Write the question.", "One, with a question mark, that could be answered in the time you have."),
                    ("List who can answer.", "Whoever has the facts, and whoever has to live with the answer."),
                    ("Say what to bring.", "A figure, a case, a draft: something that fits on a page."),
                    ("Let people decline.", "Say who gets the answer afterwards, so that they dare to."),
                ),
                "Open next week's calendar. Rename one meeting of yours to a question, and look who writes to you.",
                "Which meeting here has survived its question, and what would happen if nobody came?",
                "Some meetings are there to be together. Do not dress those up with a question; bring cake.",
                Quiz(
                    "Which invitation says best who need not come?",
                    "Which of the three suppliers do we ask for samples?",
                    "Whoever has no view on the suppliers can stay away.",
                    "Supplier topics, open exchange",
                    "Everybody has some topic, so everybody comes.",
                ),
            ),
            Doing(
                "keep-the-minutes-short",
                "Keep the minutes short",
                "minutes",
                "Note decisions, tasks and open questions while the meeting goes on, on half a page.",
                ("record a decision with its reason in two lines", "assign each task to one name and one day"),
                "Long minutes are written for those who were there, and they do not read them. Short ones are for everybody else.",
                "Marek's minutes had six pages and nobody noticed that page four was missing for a year.",
                (
                    ("Share the page.", "Everybody sees what you write and mends it at once."),
                    ("Write decisions first.", "With the reason, since the reason is what people forget."),
                    ("One name for each task.", "Two names are none. A day belongs to it."),
                    ("Keep what stays open.", "A question without an answer is a result as well."),
                ),
                "Cut the minutes of your last meeting to half a page. Ask somebody who was away whether anything is missing.",
                "For whom are minutes written: those who were there, those who were not, or a later quarrel?",
                "Where minutes are a legal record, somebody else has rules for them. Keep to those, and add your half page.",
            ),
            Doing(
                "hear-the-quiet-ones",
                "Hear the quiet ones",
                "a discussion",
                "Arrange a discussion so that those who think before they speak are heard.",
                ("plan a round in which everybody writes before anybody speaks", "count who spoke and how often"),
                "In most meetings three people speak for two thirds of the time. They are not the three who know most about the matter.",
                "Lotte counted strokes on a card: eleven, nine, one and none. The one remark was the one that changed the plan.",
                (
                    ("Let people write.", "Two minutes with pens. It feels long, and it is over soon."),
                    ("Go round.", "Each reads one line. No answers before all have read."),
                    ("Ask for the doubt.", "“What might be wrong with this?” is easier than “Do you object?”"),
                    ("Come back later.", "Some have their best thought on the way home. Leave the page open."),
                ),
                "Keep a card with names in your next meeting and make a stroke each time somebody speaks. Show it to nobody; change one thing.",
                "Is silence in your team consent, fear, or thinking, and how would you know?",
                "Never call on somebody who did not expect it. It helps once, and costs trust for months.",
            ),
            Doing(
                "end-ten-minutes-early",
                "End ten minutes early",
                "the end of a meeting",
                "Keep the last ten minutes for what was agreed, and for what each will do.",
                ("plan a meeting backwards from its last ten minutes", "state in one sentence what was decided"),
                "Meetings end when the next one begins. What was agreed is then sorted out in the corridor, by whoever walks the same way.",
                "Since Piet rings a small bell at ten to, people look up, groan, and say what they have agreed. They disagree about it surprisingly often.",
                (
                    ("Set the bell.", "Ten minutes before the end, and give it to somebody else."),
                    ("Ask one person to sum up.", "Not the chair. The others mend what was said."),
                    ("Name the first step.", "What happens by tomorrow evening, and who does it."),
                    ("Stop.", "Ten minutes are a present, so do not fill them."),
                ),
                "Ask three people after a meeting what was decided, one by one. Write the three answers below each other.",
                "What would have to change so that a meeting without a result counts as a failure here?",
                "A conflict does not keep to the bell. Stop anyway, and agree on when it goes on.",
            ),
        ),
    ),
    Subject(
        "customers",
        "Talk with customers",
        "Listen, explain and promise in ways that still hold next week.",
        "talking-with-customers",
        (
            Doing(
                "say-that-it-takes-longer",
                "Say that it takes longer",
                "bad news about a date",
                "Tell a customer of a delay before they ask, with a date that you can keep.",
                ("tell a delay in three sentences", "choose a date with a reserve, and give the reason for it"),
                "A delay annoys for a day. Hearing of it last annoys for years, and it is told to others.",
                "Sade called on Tuesday about Friday. The customer sighed, moved the painters, and thanked her. On Friday it would have been a quarrel.",
                (
                    ("Call early.", "When you are three quarters sure, and not when you are certain."),
                    ("Begin with the news.", "The date first. The reasons can wait, and most want one only."),
                    ("Ask what it breaks.", "Often a part of it could come in time."),
                    ("Promise once.", "A date that you will keep even if one more thing goes wrong."),
                ),
                "Write the three sentences for something that will be late. Read them aloud and strike out each “unfortunately”.",
                "How much reserve may be in a date before it becomes untrue?",
                "If people may get hurt by the delay, a call is not enough. Go there, or send somebody.",
                Quiz(
                    "You are fairly sure that Friday will not do. When do you call?",
                    "Today, with a new date and what is still uncertain",
                    "They can still change their plans, and that is what they need.",
                    "On Thursday, when you know exactly",
                    "Your certainty costs them their last free day.",
                ),
            ),
            Doing(
                "explain-without-jargon",
                "Explain without jargon",
                "a technical matter",
                "Find the three words that a customer does not know, and say what they do instead.",
                ("replace technical terms with what they do", "check whether an explanation was understood without asking “clear?”"),
                "Nobody says that they did not understand. They nod, sign, and call again on Monday.",
                "“The inverter derates,” said Jonas, and the baker nodded. Later she asked Noor whether it would explode.",
                (
                    ("Say what it does.", "“It slows down when it gets warm” needs no other word."),
                    ("Use their things.", "An oven, a till, a delivery: they know those better than you."),
                    ("Draw it.", "Three boxes on the back of the slip, which they keep."),
                    ("Let them tell it.", "“How will you explain this to your partner?” shows what got across."),
                ),
                "Write down the five terms you used most today. Put beside each what it does, in words that a ten-year-old uses.",
                "When is a technical term a courtesy, because it takes the other person seriously?",
                "In a contract the exact word must stand. Explain it beside, and change nothing in it.",
            ),
            Doing(
                "listen-to-a-complaint",
                "Listen to a complaint",
                "a complaint",
                "Hear somebody out, find what they want, and promise only what is yours to promise.",
                ("summarise a complaint so that the customer agrees", "separate what went wrong from what is wanted now"),
                "An angry person has told the story three times before they reach you. They want it to be the last time.",
                "The man shouted for four minutes. Ines said it back to him in three sentences, and he said, much quieter: “Yes. Exactly.”",
                (
                    ("Let it end.", "Write along, and do not explain. Explaining sounds like defending."),
                    ("Say it back.", "In your words, with the worst part in it."),
                    ("Ask what would help.", "It is often less than you fear, and sometimes something else altogether."),
                    ("Promise what is yours.", "For everything else, promise who will call and when."),
                ),
                "Let a colleague complain about something real for two minutes. Say it back. Ask what you left out.",
                "Should one apologise for what one did not cause?",
                "You need not bear insults. Say once that you will end the call, and then do it.",
            ),
            Doing(
                "leave-a-visit-with-a-next-step",
                "Leave a visit with a next step",
                "a visit",
                "End a visit so that both know who does what until when.",
                ("agree on one next step before leaving", "write a summary of a visit in four lines"),
                "Visits end with “we will be in touch”. Then both wait, each for the other, politely.",
                "Yuki writes the four lines in the car, before she starts the engine. It takes five minutes, and saves a week of polite waiting.",
                (
                    ("Keep the door open.", "Five minutes before you go, ask what is still missing."),
                    ("Agree on one step.", "Small, with a day, done by one of you."),
                    ("Write in the car.", "What you saw, what you agreed, what is open, who is next."),
                    ("Send it the same day.", "They mend it while they remember."),
                ),
                "Write four lines about your last visit, as if you were the customer. Compare them with what you sent.",
                "What may one promise on the spot, and what only after a night's sleep?",
                "If nothing is to follow, say so. A step that nobody wants is worse than a friendly end.",
            ),
        ),
    ),
    Subject(
        "figures",
        "Read and show figures",
        "Work with numbers so that they help to decide, and do not only impress.",
        "working-with-figures",
        (
            Doing(
                "ask-where-a-figure-comes-from",
                "Ask where a figure comes from",
                "a figure",
                "Find out in five minutes what was counted, by whom, and what was left out.",
                ("trace a figure to what was counted", "name what a figure leaves out"),
                "A number with two decimals looks true. Whether it counts visits or invoices is something that nobody wrote below it.",
                "“Ninety-four per cent solved.” Ravi asked what counted as solved. A ticket did, as soon as nobody had written for three days.",
                (
                    ("Ask what one is.", "One visit, one customer, one ticket? Let them show you one."),
                    ("Ask who counted.", "A person, a form, a program: each forgets other things."),
                    ("Ask what is missing.", "Nights, the second site, those who gave up."),
                    ("Write it below.", "One line, so that nobody needs to ask again."),
                ),
                "Take one figure from last week's report. Find the three answers. Write the line that belongs below it.",
                "Which figure do we decide by, though everybody knows that it is wrong?",
                "Asking can sound like mistrust. Begin with a figure of your own.",
                Quiz(
                    "Complaints fell by half. What do you ask first?",
                    "Whether anything changed in how they are counted",
                    "A new form or a new rule often halves things, and nothing else changed.",
                    "Who should be congratulated",
                    "Perhaps nobody, and you would learn it too late.",
                ),
            ),
            Doing(
                "choose-the-right-picture",
                "Choose the right picture",
                "a chart",
                "Pick the kind of chart that answers the question which people really ask.",
                ("choose a chart by the question that it answers", "remove from a chart what answers nothing"),
                "A chart is an answer. Most bad ones answer a question that nobody asked, in seven colours.",
                "Noor's pie had eleven pieces. The question had been whether Mondays were worse, and two bars said so.",
                (
                    ("Write the question above it.", "As the title, with its answer if you dare."),
                    ("Bars for comparing.", "Lines only where what lies between two points means something."),
                    ("Start at nought.", "Bars that do not start there lie with their length."),
                    ("Take away.", "Grid, frame, shadow, every colour but one. Stop when it hurts."),
                ),
                "Take a chart that you have to look at each month. Draw it anew by hand, with one colour, and the question as its title.",
                "Who is served by a chart that nobody can read?",
                "Sometimes a table is better: where people look for their own line, let them find it.",
            ),
            Doing(
                "estimate-before-you-calculate",
                "Estimate before you calculate",
                "an estimate",
                "Guess the size of a result first, and notice when the computer is wrong by ten.",
                ("estimate a result to within a factor of two", "compare an estimate with a calculation and explain the gap"),
                "Spreadsheets make no small mistakes. They are right, or wrong by a thousand, in the same tidy type.",
                "Jonas had guessed forty hours, and the sheet said four. It had taken the minutes for hours, for two years.",
                (
                    ("Guess first.", "Write it where you will see it, before you open anything."),
                    ("Round without shame.", "Three hundred days, ten visits, an hour each."),
                    ("Compare.", "Within a factor of two is fine. Beyond it somebody is wrong."),
                    ("Find out who.", "It is you more often than not, and you learn from it."),
                ),
                "Guess how many hours your team spent in meetings last month. Then count one week and multiply.",
                "Why do we trust two decimals more than a round number?",
                "For money that is paid out, an estimate is only the check. The calculation must be exact, and somebody else's eyes on it.",
            ),
            Doing(
                "tell-chance-from-change",
                "Tell chance from change",
                "a change in a figure",
                "Wait for enough cases before you explain why a figure moved.",
                ("describe how much a figure moves by itself", "decide how many cases are enough to believe a change"),
                "Every week some figure is up. Finding a reason is easy, and the reason is usually chance.",
                "Lotte threw dice in the meeting and wrote the sums on the board. Everybody found a trend, and Piet found a cause.",
                (
                    ("Draw twelve weeks.", "One point a week, nothing joined. Look how wild it is anyway."),
                    ("Mark the usual.", "Two lines between which nearly all points lie."),
                    ("Wait outside.", "One point outside is a question, three are an answer."),
                    ("Ask what else changed.", "People, seasons, forms. Write it beside the point."),
                ),
                "Draw twelve weeks of a figure that you report. Ask a colleague to mark where something happened. Did it?",
                "Which decision of last year was an answer to chance?",
                "Rare and terrible things do not wait for three points. One near miss is enough to act.",
            ),
        ),
    ),
    Subject(
        "newcomers",
        "Welcome newcomers",
        "Help new colleagues to be useful soon, and learn from what puzzles them.",
        "welcoming",
        (
            Doing(
                "plan-the-first-week",
                "Plan the first week",
                "a first week",
                "Give a new colleague five days with people, a place, and one thing that is finished by Friday.",
                ("plan five days around one small result", "name the people whom a newcomer should meet, and why"),
                "On the first day people remember who was glad to see them, and whether the computer worked. Little else.",
                "Marek's first task was a label for a shelf. It took a day and five colleagues, and it still hangs there.",
                (
                    ("Choose a result.", "Small, real, done by Friday, seen by others."),
                    ("Name three people.", "One to ask anything, one to watch, one to have lunch with."),
                    ("Leave gaps.", "Half of the time stays free. Puzzles need it."),
                    ("Ask on Friday.", "“What was odd?” Write it down before they get used to it."),
                ),
                "Write the plan for somebody who takes over your own job on Monday. What is finished by Friday?",
                "What did you find odd in your first week, and does it still happen?",
                "Somebody who comes with twenty years of experience needs the people more than the task. Ask what they want to see.",
                Quiz(
                    "What should a newcomer have done by the first Friday?",
                    "One small thing that others use",
                    "It shows them how things get done here, and whom to ask.",
                    "Read all the manuals",
                    "They will forget them, and they have met nobody.",
                ),
            ),
            Doing(
                "show-work-while-you-do-it",
                "Show work while you do it",
                "a task that you know by heart",
                "Let somebody watch you work, and say what you decide while you decide it.",
                ("say aloud what you look at and what you ignore", "pass a task on in three turns"),
                "Experts leave out the steps that they no longer notice. Those are the steps a newcomer lacks.",
                "Piet found out that he sniffs at each motor. He had done it for thirty years, and had never told anybody.",
                (
                    ("You do, you talk.", "Not what your hands do, but what you look for."),
                    ("You do, they talk.", "They say what comes next. Wait for it."),
                    ("They do, they talk.", "Hands into your pockets. Speak only for safety."),
                    ("Ask for the list.", "They write it. You learn what you do."),
                ),
                "Do something routine while a colleague writes down each decision that you make. Count those you would have left out.",
                "What do we lose when somebody learns only from videos?",
                "Under pressure nobody explains well. Choose a quiet hour, or say that today is for watching.",
            ),
            Doing(
                "answer-the-same-question-again",
                "Answer the same question again",
                "a question that keeps coming back",
                "Turn the third time that somebody asks into a page that answers.",
                ("collect the questions of a week", "write an answer where people will look for it"),
                "The third time you are asked, it is no longer their fault. The answer is in the wrong place: in you.",
                "Sade kept strokes on her monitor: the printer code, eleven times. She wrote it on the printer.",
                (
                    ("Count.", "A stroke each time, for a week, with the words they used."),
                    ("Write their words.", "The title is their question and not your answer."),
                    ("Put it there.", "On the thing, in the form, in the message that goes out anyway."),
                    ("Thank whoever asked.", "They found a gap, and you would not have."),
                ),
                "Recall what you were asked twice this week. Write the answer in four lines, and send it to whoever asked.",
                "Which question do you hope that nobody asks you, since the answer is embarrassing?",
                "Some questions are asked for company. Answer those in person, and with coffee.",
            ),
            Doing(
                "give-the-first-feedback",
                "Give the first feedback",
                "first feedback",
                "Tell a new colleague in their second week what you saw, and what to try.",
                ("describe what you saw without judging it", "offer one thing to try until a named day"),
                "Newcomers wait for a word, and take silence for the worst. After a month the first word weighs far too much.",
                "Noor heard nothing for seven weeks and began to look for another job. Her boss had been delighted all along.",
                (
                    ("Do it in week two.", "Early enough that nothing is a habit yet."),
                    ("Say what you saw.", "With day and place, as a camera would."),
                    ("Say what it did.", "To you, to the customer, to the work."),
                    ("Offer one thing.", "One. And ask for one about yourself."),
                ),
                "Write two sentences about a colleague's work of this week: what you saw, and what it did. Tell them today.",
                "How honest can one be with somebody on probation?",
                "If it is about conduct that hurts others, do not wait for week two, and do not do it alone.",
            ),
        ),
    ),
)

SETTINGS = (
    Setting(
        "holiday",
        "before a holiday",
        "When you leave tomorrow for three weeks, two thirds of the usual care is enough if it goes to the right third.",
        "decide what stays undone until you are back",
        "The evening before a holiday has its own arithmetic. Everything seems urgent, and nothing that you start will be finished.",
        (
            "Take {thing} first, while you are awake. The inbox can be emptied by somebody tired.",
            "Write down what you leave undone on purpose. Otherwise somebody will think that you forgot, and call.",
            "Name one colleague, and tell them. An address that nobody reads is no deputy.",
        ),
        "Pretend that you leave tonight. Write the three lines that your deputy would need about {thing}.",
        "What is so important that one may be called on holiday, and who decides it?",
    ),
    Setting(
        "two-sites",
        "across two sites",
        "What goes without saying in one place has to be said between two.",
        "name what the other site cannot see",
        "Between two sites lie an hour of travel and a hundred small habits. Each site believes that its own are the rules.",
        (
            "Say where you stand. “Here” and “the old hall” mean something else over there.",
            "Send a picture of {thing}, taken from where the other person would stand.",
            "Agree who has the last word before you need it. Later it is a matter of pride.",
        ),
        "Call somebody at the other site and ask how they deal with {thing}. Note the first thing that surprises you.",
        "Which rule of the other site would you like to have, and which of yours would you give for it?",
    ),
    Setting(
        "hurry",
        "under time pressure",
        "With ten minutes instead of an hour, leave out the right things.",
        "choose what to leave out when time is short",
        "There is never no time. There is time for one thing, and the hurry is about not wanting to choose it.",
        (
            "Say aloud how long you have. It is strange how often it turns out to be longer.",
            "Do the part of {thing} that cannot be repaired afterwards. The rest can be.",
            "Leave a mark where you cut a corner, so that tomorrow somebody finds it before it finds them.",
        ),
        "Set a timer to ten minutes and do {thing} with it. When it rings, stop, and write what is missing.",
        "What do we always do in a hurry, although nobody has ever waited for it?",
    ),
    Setting(
        "new-colleague",
        "with a new colleague",
        "Somebody who sees it for the first time makes you slower today, and better next month.",
        "explain a decision to somebody who has never made it",
        "New colleagues ask why. The first answer is usually a reason, the second one a habit, and the third an embarrassed silence.",
        (
            "Let them begin. Their first attempt at {thing} shows what is hard, and you have forgotten that.",
            "Answer each “why” with a case, and not with a rule.",
            "Keep their list of oddities. In three months they will not see them any more.",
        ),
        "Ask the newest person around you to describe {thing} in their own words. Mend nothing; take notes.",
        "What would somebody new abolish here in the first month, and would they be right?",
    ),
    Setting(
        "expert-away",
        "when the expert is away",
        "Go on without the one person who knows, and do nothing that only they could undo.",
        "separate what can be undone from what cannot",
        "Every team has somebody who knows. They have holidays too, and things break with a sense for it.",
        (
            "List what you could undo. Inside that list you are free, even with {thing}.",
            "Ask what they would ask. You have heard it often enough.",
            "Write down each step, so that they can find you when they come back.",
        ),
        "Think of the person whom you would call about {thing}. Write the three questions that they would ask you first.",
        "Is somebody who cannot be replaced a treasure or a risk?",
    ),
    Setting(
        "mistake",
        "after a mistake",
        "Go back to it when it went wrong the last time, without looking for somebody to blame.",
        "describe what went wrong without naming anybody",
        "After a mistake everybody is careful for a fortnight. What stays is what was changed in those two weeks.",
        (
            "Tell it as a story of circumstances. Anybody sensible would have done it, so what made it sensible?",
            "Change one thing about {thing}: a label, an order, a form. Good intentions do not last.",
            "Tell those who were affected what you changed. They noticed the mistake, and they will look for it.",
        ),
        "Choose a mistake of your own with {thing}. Write what made it seem right at that moment, in three lines.",
        "Which mistake have we punished so well that nobody tells of it any more?",
    ),
    Setting(
        "language",
        "in another language",
        "When one of you works in a second language, shorter sentences help both.",
        "rewrite a sentence so that it works in a second language",
        "Whoever speaks a second language spends half of their attention on words. What they do not say is not what they do not know.",
        (
            "Write first and talk then. On paper everybody has the time that they need for {thing}.",
            "No idioms, no irony, one thought for each sentence. It does your own thinking good as well.",
            "Ask for a drawing. Boxes and arrows have no accent.",
        ),
        "Rewrite your last message about {thing} in sentences of at most twelve words. Which thought got lost, and was it one?",
        "Who adapts to whom when languages meet, and who has decided that?",
    ),
    Setting(
        "phone",
        "on the phone",
        "Without eyes and hands, say in words what you would have pointed at.",
        "describe a thing so that somebody finds it without seeing you point",
        "On the phone one cannot nod. Silence may be thinking, a bad line, or somebody who hung up long ago.",
        (
            "Say first how long it will take, and ask whether they can sit down.",
            "Describe {thing} from the outside in: the room, the shelf, the box, the part.",
            "Let them repeat numbers. You will be surprised by what became of them on the way.",
        ),
        "Describe {thing} to a colleague back to back, without gestures. Let them draw it. Compare.",
        "When is a call a courtesy, and when is it an intrusion?",
    ),
    Setting(
        "half-team",
        "with half the team",
        "When every second chair is empty, do the half that matters, and say which.",
        "rank tasks by what happens if nobody does them",
        "Half the team can do half the work. It tends to try the whole, and to do all of it at half.",
        (
            "Ask of each task what happens if it waits a week. For {thing} you may be surprised.",
            "Tell others what will not happen, today and in one message.",
            "Leave one hour free. Half a team gets the same number of surprises as a whole one.",
        ),
        "List five tasks of this week, with what would happen if they waited. Where does {thing} stand on the list?",
        "What did we stop doing when people were ill, and why did we take it up again?",
    ),
    Setting(
        "second-time",
        "for the second time",
        "The second time is when a habit begins, so choose which.",
        "name what you would do differently from the first time",
        "The first time one is careful. The second time one is quick, and that is when things go missing.",
        (
            "Look at your own notes about {thing} before you begin. If there are none, that is the first finding.",
            "Change one thing only. With two you will not know which of them helped.",
            "Write the checklist now. After the third time you will no longer notice what belongs on it.",
        ),
        "Write down what you did the first time with {thing}, in order. Mark what you were lucky with.",
        "When does experience turn into a habit that nobody can explain?",
    ),
)

TEAMS = (
    (
        "night-shift",
        "the night shift",
        "At night nobody decides, and everybody has to. What is agreed by day must hold until six in the morning.",
    ),
    ("workshop", "the workshop", "In the workshop hands are dirty and screens far away. What is not on the wall is not there."),
    (
        "field-service",
        "field service",
        "In the field the car is the office. Whatever needs two hands and a table will be done on Friday, or never.",
    ),
    ("planning", "planning", "Planners see the whole week and none of its hours. They ask early, and get answers late."),
    ("purchasing", "purchasing", "Purchasing hears of it when the money is already promised. One sentence a week earlier changes that."),
    ("stores", "stores", "Stores know what is really used. Nobody asks them, since they only hand things out."),
    ("training", "the training team", "Trainers see everybody once. They know what newcomers ask, and not what became of it."),
    ("quality", "quality", "Quality comes when it is too late to be liked. Whoever invites them early is treated well."),
    ("logistics", "logistics", "In logistics a day has four lorries, and what misses the last one waits until tomorrow."),
    (
        "software",
        "the software team",
        "The software team changes things at two o'clock that others notice at eight. A line in advance is worth a call.",
    ),
    ("reception", "reception", "Reception is asked everything first. What they cannot answer is a list of what is missing elsewhere."),
    ("accounting", "accounting", "Accounting sees each promise again, as a number. They could have told you how it would end."),
    ("laboratory", "the laboratory", "In the laboratory a result without its conditions is a rumour. Others call it a result."),
    ("assembly", "assembly", "In assembly a minute counts four hundred times a day. Nobody there has a minute for a form."),
    ("sales", "sales", "Sales promise what others keep. It helps if they have stood beside it for a day."),
    ("support", "support", "Support hears the same story in forty voices. By Thursday they could write the manual."),
    ("maintenance", "maintenance", "Maintenance is invisible while it works. Its best days are those of which nobody can tell anything."),
    (
        "projects",
        "the project office",
        "Projects end, and their lessons with them. Who writes them down in the last week is already elsewhere.",
    ),
    ("apprentices", "the apprentices", "Apprentices rotate every three months. They carry habits from team to team, good ones too."),
    ("site-office", "the site office", "On a building site the plan is from last week. Whoever walks round at seven knows more."),
)
"""Teams by the end of an id, by their name, and what is particular about each."""

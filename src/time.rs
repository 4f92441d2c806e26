//! Dates as historians have them, periods, and the four answers.

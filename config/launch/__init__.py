"""Starting and stopping the parts of the program: broker, worker, beat and web, and nothing left behind."""

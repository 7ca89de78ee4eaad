"""phi-1's architecture, its tokenizer, its sampler, and checkpoints in Hugging Face format."""

import os

# torch's threads wait for one another after every product. Waiting awake is a little faster on an
# idle machine, but many times slower once another program wants a core, so they wait asleep. It is
# read when torch is first imported.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

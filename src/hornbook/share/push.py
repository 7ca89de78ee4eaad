"""Puts an exported folder on the Hugging Face hub: the one thing here that leaves the machine."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

from hornbook.errors import HornbookError

TOKEN_VARIABLE = "HF_TOKEN"

_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)

Kind = Literal["dataset", "model"]


def kind_of(folder: Path) -> Kind:
    """Whether a folder holds a data set or a model, as ``hornbook export`` writes them.

    Raises:
        HornbookError: when it holds neither.
    """
    if (folder / "README.md").is_file():
        if (folder / "config.json").is_file():
            return "model"
        if any((folder / "data").glob("*.parquet")):
            return "dataset"
    raise HornbookError(
        f"{folder} holds no exported data set or model with its card; "
        "make one with: hornbook export"
    )


def push(folder: Path, name: str, *, private: bool, token_variable: str = TOKEN_VARIABLE) -> str:
    """Upload a folder to a repository of the hub, which is made if it isn't there.

    Args:
        folder: as ``hornbook export`` writes it.
        name: of the repository, as ``user/name``.
        private: whether only its owner sees it; what is there already stays as it is.
        token_variable: the environment variable that holds a token with the right to write.

    Returns:
        The address of the commit.

    Raises:
        HornbookError: when there is nothing to push, no token, or the hub refuses.
    """
    kind = kind_of(folder)
    if not _NAME.fullmatch(name):
        raise HornbookError(f"{name!r} is no name of a repository; write user/name")
    token = os.environ.get(token_variable, "").strip()
    if not token:
        raise HornbookError(
            f"no token: set the environment variable {token_variable} to one that may write, "
            "or name another with --token-variable"
        )
    from hornbook.pipeline.engine import silence_telemetry

    silence_telemetry()
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled

    try:
        api = HfApi(endpoint=os.environ.get("HF_ENDPOINT") or None, token=token)
        api.create_repo(name, repo_type=kind, private=private, exist_ok=True)
        commit = api.upload_folder(
            repo_id=name, folder_path=folder, repo_type=kind, commit_message="Made with Hornbook"
        )
    except OfflineModeIsEnabled:
        raise HornbookError("the hub is switched off; unset HF_HUB_OFFLINE to push") from None
    except (HfHubHTTPError, HFValidationError, OSError, ValueError) as error:
        reason = " ".join(str(error).replace(token, "[token]").split())[:300]
        raise HornbookError(f"the hub didn't take {name}: {reason}") from None
    return str(commit.commit_url)

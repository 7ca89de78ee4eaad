"""How far a sample shrinks when it is compressed: the cheapest sign of repetition."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

_LEVEL = 9  # of gzip, its own default, as in Shaib et al.
_ZSTD_LEVEL = 3
_WINDOW = 27  # zstd looks for repetition 2 ** 27 bytes back; gzip only 32 kB


def compression(texts: Sequence[str]) -> dict[str, float]:
    """Compression of the texts in a row, and of each alone.

    The ratio is the size of the texts over their compressed size (Shaib et al. 2024,
    "Standardizing the Measurement of Text Diversity", §3): the higher, the more is repeated. It
    grows with the sample, so compare samples of one size.

    Returns:
        ``gzip_ratio``: with gzip, which sees repetition within 32 kB; the paper's measure.
        ``zstd_ratio``: with zstd, which sees repetition anywhere in the sample.
        ``zstd_ratio_of_parts``: the same with each text compressed alone, so that only what
        repeats inside a text counts. Short texts compress badly alone.
        ``zstd_shared``: the part of the compressed bytes that the texts save one another.
    """
    parts = [text.encode("utf-8", "surrogatepass") + b"\n" for text in texts]
    whole = b"".join(parts)
    if not whole:
        return dict.fromkeys(("gzip_ratio", "zstd_ratio", "zstd_ratio_of_parts"), 1.0) | {
            "zstd_shared": 0.0
        }
    together = _zstd_size([whole])
    alone = _zstd_size(parts)
    return {
        "gzip_ratio": len(whole) / len(gzip.compress(whole, _LEVEL, mtime=0)),
        "zstd_ratio": len(whole) / together,
        "zstd_ratio_of_parts": len(whole) / alone,
        "zstd_shared": max(0.0, 1 - together / alone),
    }


def _zstd_size(parts: Sequence[bytes]) -> int:
    import zstandard

    parameters = zstandard.ZstdCompressionParameters.from_level(
        _ZSTD_LEVEL, window_log=_WINDOW, enable_ldm=True, write_content_size=0
    )
    compressor = zstandard.ZstdCompressor(compression_params=parameters)
    return sum(len(compressor.compress(part)) for part in parts)

"""Owns the inside put together: `inside` has the whole, and each part of it a module of its own."""

from assembly.contacting import REACH_REVIEW as REACH_REVIEW
from assembly.covering import COVERAGE_REVIEW as COVERAGE_REVIEW
from assembly.inside import Inside as Inside
from assembly.inside import habits_of as habits_of
from assembly.inside import put_together as put_together
from assembly.noticing import effective_directory as effective_directory
from assembly.own import REVIEW as REVIEW
from assembly.reporting import REPORT_REVIEW as REPORT_REVIEW
from assembly.telling import RENDERERS as RENDERERS

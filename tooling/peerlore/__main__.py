"""`python -m peerlore`: the same command as `peerlore`."""

from peerlore.commands import main

main()

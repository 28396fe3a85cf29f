namespace Bantam.Reports.Charts;

/// <summary>One axis of a chart: numbers to places, with round numbers to write beside it.</summary>
internal sealed class Axis
{
    private readonly double _from;
    private readonly double _to;
    private readonly double _least;
    private readonly double _most;
    private readonly bool _isLogarithmic;

    /// <summary>An axis that has room for some numbers.</summary>
    /// <param name="values">The numbers; those that are not finite are left out.</param>
    /// <param name="from">The place of the least.</param>
    /// <param name="to">The place of the greatest.</param>
    /// <param name="isLogarithmic">Whether equal distances are equal factors; where a number is not above 0 they are not.</param>
    /// <param name="hasZero">Whether the axis begins, or ends, at 0.</param>
    /// <param name="isRounded">Whether its ends are round numbers.</param>
    public Axis(
        IEnumerable<double> values, double from, double to, bool isLogarithmic = false, bool hasZero = false, bool isRounded = true)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (_from, _to, _isLogarithmic) = (from, to, isLogarithmic && finite.Length > 0 && finite.Min() > 0);
        (_least, _most) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        if (_isLogarithmic) (_least, _most) = (Math.Log10(_least), Math.Log10(_most));
        else if (hasZero) (_least, _most) = (Math.Min(_least, 0), Math.Max(_most, 0));
        if (_most - _least <= 1e-6 * Math.Abs(_most))
        {
            var room = _most == 0 || _isLogarithmic ? 0.5 : Math.Abs(_most) / 2;
            (_least, _most) = (_least - room, _most + room);
        }

        if (!isRounded || _isLogarithmic) return;
        var step = Step(_most - _least);
        (_least, _most) = (Math.Floor((_least / step) + 1e-9) * step, Math.Ceiling((_most / step) - 1e-9) * step);
    }

    /// <summary>The place of a number.</summary>
    public double At(double value)
    {
        var place = _isLogarithmic ? Math.Log10(Math.Max(value, double.Epsilon)) : value;
        return _from + ((_to - _from) * (place - _least) / (_most - _least));
    }

    /// <summary>Round numbers on it.</summary>
    public IEnumerable<double> Ticks()
    {
        if (_isLogarithmic && _most - _least >= 1)
        {
            var every = Math.Max(1, (int)Math.Ceiling((_most - _least) / 5));
            for (var power = Math.Ceiling(_least - 1e-9); power <= _most + 1e-9; power += every) yield return Math.Pow(10, power);
            yield break;
        }

        var (least, most) = _isLogarithmic ? (Math.Pow(10, _least), Math.Pow(10, _most)) : (_least, _most);
        var step = Step(most - least);
        for (var i = Math.Ceiling((least / step) - 1e-9); i * step <= most + (step * 1e-9); i++) yield return i * step;
    }

    /// <summary>A step of 1, 2 or 5 times a power of ten that is taken about four times.</summary>
    private static double Step(double range)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range / 4)));
        return power * ((range / 4 / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
    }
}

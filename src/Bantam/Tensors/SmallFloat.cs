namespace Bantam.Tensors;

/// <summary>
/// A format of floats of 16 bits or fewer: a sign (not of E8M0), an exponent and a mantissa, with what is special about it. Formats:
/// bfloat16; FP8 of Micikevicius and others 2022 (E4M3FN, E5M2); FNUZ of Noune and others 2022; FP4 and E8M0 of the OCP Microscaling
/// specification 1.0.
/// </summary>
internal sealed class SmallFloat
{
    private readonly int _exponent;
    private readonly int _mantissa;
    private readonly int _bias;
    private readonly Special _special;
    private readonly int _mostFinite;
    private readonly double[] _values;

    /// <summary>A format.</summary>
    /// <param name="exponent">Bits of the exponent.</param>
    /// <param name="mantissa">Bits of the mantissa.</param>
    /// <param name="bias">What is taken from the exponent.</param>
    /// <param name="special">What is special about it.</param>
    public SmallFloat(int exponent, int mantissa, int bias, Special special)
    {
        (_exponent, _mantissa, _bias, _special) = (exponent, mantissa, bias, special);
        var all = (1 << (exponent + mantissa)) - 1;
        _mostFinite = special switch
        {
            Special.Ieee => all - (1 << mantissa),
            Special.OneNaN or Special.PowersOfTwo => all - 1,
            _ => all,
        };
        _values = [.. Enumerable.Range(0, 1 << Bits).Select(Value)];
    }

    /// <summary>What the largest exponent, the negative zero and the sign stand for.</summary>
    internal enum Special
    {
        /// <summary>As in IEEE 754: infinities and NaNs at the largest exponent.</summary>
        Ieee,

        /// <summary>All ones are NaN; there is no infinity.</summary>
        OneNaN,

        /// <summary>What would be the negative zero is NaN; there is no infinity.</summary>
        NaNForNegativeZero,

        /// <summary>Every pattern is a number.</summary>
        None,

        /// <summary>No sign and no zero; all ones are NaN.</summary>
        PowersOfTwo,
    }

    /// <summary>How many bits an element has.</summary>
    public int Bits => _exponent + _mantissa + (_special == Special.PowersOfTwo ? 0 : 1);

    private int Sign => 1 << (_exponent + _mantissa);

    /// <summary>Whether sums that are too large become the largest number: those of 16 bits become an infinity as in IEEE 754.</summary>
    private bool CanSaturate => Bits <= 8;

    private int NaN => _special switch
    {
        Special.Ieee => Sign - 1 - ((1 << _mantissa) - 1) | (1 << (_mantissa - 1)),
        Special.NaNForNegativeZero => Sign,
        Special.None => Sign,
        _ => Sign - 1,
    };

    /// <summary>The number that bits stand for.</summary>
    public double Decode(int code) => _values[code];

    /// <summary>The bits of the nearest number, ties to even.</summary>
    public int Encode(double x, FloatRounding rounding)
    {
        if (_special == Special.PowersOfTwo) return EncodePower(x, rounding);
        if (double.IsNaN(x)) return NaN;
        var sign = double.IsNegative(x) ? Sign : 0;
        if (x == 0) return _special == Special.NaNForNegativeZero ? 0 : sign;

        var exponent = double.IsInfinity(x) ? int.MaxValue : Math.Max(Math.ILogB(x), 1 - _bias);
        if (exponent < (1 << _exponent) - _bias)
        {
            // The mantissa as a whole number; one that rounds up to the next power carries into the exponent.
            var rounded = (int)Math.Round(Math.ScaleB(Math.Abs(x), _mantissa - exponent), MidpointRounding.ToEven);
            var code = ((exponent + _bias - 1) << _mantissa) + rounded;
            if (code == 0 && _special == Special.NaNForNegativeZero) return 0;
            if (code <= _mostFinite) return sign | code;
        }

        if ((rounding.Saturates && CanSaturate) || _special == Special.None) return sign | _mostFinite;
        return _special == Special.Ieee ? sign | (_mostFinite + 1) : _special == Special.OneNaN ? sign | NaN : NaN;
    }

    private int EncodePower(double x, FloatRounding rounding)
    {
        if (double.IsNaN(x)) return NaN;
        var magnitude = Math.Abs(x);
        if (double.IsInfinity(magnitude)) return rounding.Saturates ? _mostFinite : NaN;
        if (magnitude == 0) return 0;
        var exponent = Math.ILogB(magnitude);
        var fraction = Math.ScaleB(magnitude, -exponent);
        if (rounding.Scale == ScaleRounding.Up ? fraction > 1 : rounding.Scale == ScaleRounding.Nearest && fraction >= 1.5) exponent++;
        var code = Math.Max(exponent + _bias, 0);
        return code <= _mostFinite ? code : rounding.Saturates ? _mostFinite : NaN;
    }

    private double Value(int code)
    {
        var magnitude = code & (Sign - 1);
        var (exponent, mantissa) = (magnitude >> _mantissa, magnitude & ((1 << _mantissa) - 1));
        if (_special == Special.PowersOfTwo) return code > _mostFinite ? double.NaN : Math.ScaleB(1, code - _bias);
        if (code == Sign && _special == Special.NaNForNegativeZero) return double.NaN;
        var value = magnitude > _mostFinite ? _special == Special.Ieee && mantissa == 0 ? double.PositiveInfinity : double.NaN
            : exponent == 0 ? Math.ScaleB(mantissa, 1 - _bias - _mantissa)
            : Math.ScaleB(mantissa + (1 << _mantissa), exponent - _bias - _mantissa);
        return (code & Sign) != 0 ? -value : value;
    }
}

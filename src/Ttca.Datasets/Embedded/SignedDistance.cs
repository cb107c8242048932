namespace Ttca.Datasets;

/// <summary>Exact distances from a point to the outline of plane shapes, negative inside.</summary>
/// <remarks>
/// Only <c>+ - * /</c>, comparisons and <see cref="Math.Sqrt"/>, which IEEE 754 defines to the last bit: equal on every machine.
/// </remarks>
internal static class SignedDistance
{
    public static double Circle(double x, double y, double radius) => Length(x, y) - radius;

    /// <summary>Rectangle around the origin with these half extents.</summary>
    public static double Box(double x, double y, double halfWidth, double halfHeight)
    {
        var dx = Math.Abs(x) - halfWidth;
        var dy = Math.Abs(y) - halfHeight;
        return Length(Math.Max(dx, 0), Math.Max(dy, 0)) + Math.Min(Math.Max(dx, dy), 0);
    }

    /// <summary>Straight stroke with round ends from (0,0) to (<paramref name="endX"/>, <paramref name="endY"/>).</summary>
    public static double Stroke(double x, double y, double endX, double endY, double halfWidth)
    {
        var along = Math.Clamp((x * endX + y * endY) / (endX * endX + endY * endY), 0, 1);
        return Length(x - along * endX, y - along * endY) - halfWidth;
    }

    /// <summary>Simple polygon, given as x, y, x, y, ...; the sign comes from the even-odd rule.</summary>
    public static double Polygon(double x, double y, ReadOnlySpan<double> corners)
    {
        var nearest = double.MaxValue;      // squared
        var inside = false;
        var (previousX, previousY) = (corners[^2], corners[^1]);
        for (var i = 0; i < corners.Length; i += 2)
        {
            var (cornerX, cornerY) = (corners[i], corners[i + 1]);
            var (edgeX, edgeY) = (previousX - cornerX, previousY - cornerY);
            var (px, py) = (x - cornerX, y - cornerY);
            var along = Math.Clamp((px * edgeX + py * edgeY) / (edgeX * edgeX + edgeY * edgeY), 0, 1);
            var (dx, dy) = (px - along * edgeX, py - along * edgeY);
            nearest = Math.Min(nearest, dx * dx + dy * dy);
            if (cornerY > y != previousY > y && px < py * edgeX / edgeY)
            {
                inside = !inside;
            }

            (previousX, previousY) = (cornerX, cornerY);
        }

        return inside ? -Math.Sqrt(nearest) : Math.Sqrt(nearest);
    }

    private static double Length(double x, double y) => Math.Sqrt(x * x + y * y);
}
